package dev.lifeline.rest.internal.problem;

import dev.lifeline.rest.internal.json.UnreadableJsonException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** A body that is not the JSON that is asked for: 400. */
@Provider
public final class UnreadableJsonMapper implements ExceptionMapper<UnreadableJsonException> {

    /** Nothing to configure. */
    public UnreadableJsonMapper() {}

    @Override
    public Response toResponse(UnreadableJsonException e) {
        return Problem.invalidInput(e.getMessage()).toResponse().build();
    }
}
