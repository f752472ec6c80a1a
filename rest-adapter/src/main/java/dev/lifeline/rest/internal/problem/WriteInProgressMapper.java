package dev.lifeline.rest.internal.problem;

import dev.lifeline.domain.write.WriteInProgressException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Maps a request with an Idempotency-Key that a running request uses to 409 with Retry-After. */
@Provider
public final class WriteInProgressMapper implements ExceptionMapper<WriteInProgressException> {

    /** Creates the mapper. */
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
