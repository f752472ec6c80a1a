package dev.lifeline.rest.internal.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Returns the response of an exception that carries one, unless it is the container's response to an unexpected
 * failure.
 */
@Provider
public final class HttpErrorMapper implements ExceptionMapper<WebApplicationException> {

    /** Creates the mapper. */
    public HttpErrorMapper() {}

    @Override
    public Response toResponse(WebApplicationException e) {
        Response answer = e.getResponse();
        return answer.getStatus() == Status.INTERNAL_SERVER_ERROR.getStatusCode()
                ? UnexpectedFailureMapper.report(e)
                : answer;
    }
}
