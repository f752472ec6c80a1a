package dev.lifeline.rest.internal.problem;

import dev.lifeline.domain.project.SlugAlreadyTakenException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** A slug that somebody else has: 409. */
@Provider
public final class SlugAlreadyTakenMapper implements ExceptionMapper<SlugAlreadyTakenException> {

    /** Nothing to configure. */
    public SlugAlreadyTakenMapper() {}

    @Override
    public Response toResponse(SlugAlreadyTakenException e) {
        return Problem.of(Status.CONFLICT, "/problems/slug-already-taken", "Slug already taken")
                .detail("There is another project with that slug")
                .with("field", "slug")
                .toResponse()
                .build();
    }
}
