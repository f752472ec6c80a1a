package dev.lifeline.rest.internal.problem;

import dev.lifeline.rest.internal.json.UnreadableJsonException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Maps an unreadable body to 400. */
@Provider
public final class UnreadableJsonMapper implements ExceptionMapper<UnreadableJsonException> {

    /** Creates the mapper. */
    public UnreadableJsonMapper() {}

    @Override
    public Response toResponse(UnreadableJsonException e) {
        return Problem.invalidInput(e.getMessage()).toResponse().build();
    }
}
