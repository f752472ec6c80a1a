package dev.lifeline.rest.internal.http;

import dev.lifeline.rest.internal.problem.Problem;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads request bodies up to a maximum size. Counts the bytes read, because the Content-Length may be missing or wrong.
 */
public record BodyLimit(int maxBytes) {

    /** Returns the whole body; throws the problem 413 if it is too large. */
    public byte[] read(InputStream body) {
        byte[] bytes = readOneTooMany(body);
        if (bytes.length > maxBytes) {
            throw Problem.of(Status.REQUEST_ENTITY_TOO_LARGE)
                    .detail("The body must have at most " + maxBytes + " bytes")
                    .toException();
        }
        return bytes;
    }

    private byte[] readOneTooMany(InputStream body) {
        try {
            return body.readNBytes(maxBytes + 1);
        } catch (IOException e) {
            throw Problem.of(Status.BAD_REQUEST)
                    .detail("The body did not arrive in full")
                    .toException();
        }
    }
}
