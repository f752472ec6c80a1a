package dev.lifeline.rest.internal.problem;

import dev.lifeline.domain.project.InvalidInputException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Maps invalid input to 400 with the name of the field. */
@Provider
public final class InvalidInputMapper implements ExceptionMapper<InvalidInputException> {

    /** Creates the mapper. */
    public InvalidInputMapper() {}

    @Override
    public Response toResponse(InvalidInputException e) {
        return Problem.invalidInput(e.getMessage())
                .with("field", e.field())
                .toResponse()
                .build();
    }
}
