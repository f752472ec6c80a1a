package dev.lifeline.rest.internal.problem;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import dev.lifeline.rest.failure.Interruption;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;

/** Maps unexpected exceptions to 500 with an id, under which the log contains the details. */
@Provider
public final class UnexpectedFailureMapper implements ExceptionMapper<Throwable> {
    private static final System.Logger LOG = System.getLogger(UnexpectedFailureMapper.class.getName());

    /** Creates the mapper. */
    public UnexpectedFailureMapper() {}

    @Override
    public Response toResponse(Throwable failure) {
        return report(failure);
    }

    static Response report(Throwable failure) {
        String errorId = UUID.randomUUID().toString();
        LOG.log(
                Interruption.isCauseOf(failure) ? DEBUG : ERROR,
                "Request failed unexpectedly, error id " + errorId,
                failure);
        return Problem.of(Status.INTERNAL_SERVER_ERROR, "/problems/unexpected-failure", "Unexpected failure")
                .detail("The service's log has more under the error id")
                .with("errorId", errorId)
                .toResponse()
                .build();
    }
}
