package dev.lifeline.rest.internal.problem;

import dev.lifeline.domain.connection.TransactionInDoubtException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Maps a write in doubt to 503 of a specific type, with the key for a retry. */
@Provider
public final class TransactionInDoubtMapper implements ExceptionMapper<TransactionInDoubtException> {

    /** Creates the mapper. */
    public TransactionInDoubtMapper() {}

    @Override
    public Response toResponse(TransactionInDoubtException e) {
        return Problem.of(Status.SERVICE_UNAVAILABLE, "/problems/outcome-unknown", "Outcome unknown")
                .detail("The change may or may not have been made; the same request with the header Idempotency-Key"
                        + " finds out, and does not make it twice")
                .with("idempotencyKey", e.token().key())
                .toResponse()
                .header(HttpHeaders.RETRY_AFTER, RetryAfter.seconds(e.retryAfter()))
                .build();
    }
}
