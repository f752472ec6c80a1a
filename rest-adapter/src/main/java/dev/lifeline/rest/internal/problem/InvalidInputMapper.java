package dev.lifeline.rest.internal.problem;

import dev.lifeline.domain.project.InvalidInputException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Input that breaks a rule: 400 with the field. */
@Provider
public final class InvalidInputMapper implements ExceptionMapper<InvalidInputException> {

    /** Nothing to configure. */
    public InvalidInputMapper() {}

    @Override
    public Response toResponse(InvalidInputException e) {
        return Problem.invalidInput(e.getMessage())
                .with("field", e.field())
                .toResponse()
                .build();
    }
}
