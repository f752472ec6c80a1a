package dev.lifeline.rest.internal.problem;

import dev.lifeline.domain.write.TokenReusedException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Maps an Idempotency-Key that was used for another request to 422. */
@Provider
public final class TokenReusedMapper implements ExceptionMapper<TokenReusedException> {
    private static final Response.StatusType UNPROCESSABLE_CONTENT = new UnprocessableContent();

    /** Creates the mapper. */
    public TokenReusedMapper() {}

    @Override
    public Response toResponse(TokenReusedException e) {
        return Problem.of(UNPROCESSABLE_CONTENT, "/problems/idempotency-key-reused", "Idempotency-Key reused")
                .detail("The key was used for a request with another target, condition or body")
                .with("field", "Idempotency-Key")
                .toResponse()
                .build();
    }

    /** Status 422, which Jakarta REST does not define (RFC 9110, section 15.5.21). */
    private record UnprocessableContent() implements Response.StatusType {
        @Override
        public int getStatusCode() {
            return 422;
        }

        @Override
        public Response.Status.Family getFamily() {
            return Response.Status.Family.CLIENT_ERROR;
        }

        @Override
        public String getReasonPhrase() {
            return "Unprocessable Content";
        }
    }
}
