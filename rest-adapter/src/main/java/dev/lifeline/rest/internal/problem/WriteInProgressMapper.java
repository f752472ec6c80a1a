package dev.lifeline.rest.internal.problem;

import dev.lifeline.domain.write.WriteInProgressException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** A request with the same Idempotency-Key is under way: 409, and when to come again. */
@Provider
public final class WriteInProgressMapper implements ExceptionMapper<WriteInProgressException> {

    /** Nothing to configure. */
    public WriteInProgressMapper() {}

    @Override
    public Response toResponse(WriteInProgressException e) {
        return Problem.of(Status.CONFLICT, "/problems/request-in-progress", "Request in progress")
                .detail("A request with the same Idempotency-Key is under way")
                .toResponse()
                .header(HttpHeaders.RETRY_AFTER, RetryAfter.seconds(e.retryAfter()))
                .build();
    }
}
