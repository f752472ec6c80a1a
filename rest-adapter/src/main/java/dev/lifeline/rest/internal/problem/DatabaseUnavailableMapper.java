package dev.lifeline.rest.internal.problem;

import dev.lifeline.domain.connection.DatabaseUnavailableException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Maps an unavailable database to 503 with Retry-After. */
@Provider
public final class DatabaseUnavailableMapper implements ExceptionMapper<DatabaseUnavailableException> {

    /** Creates the mapper. */
    public DatabaseUnavailableMapper() {}

    @Override
    public Response toResponse(DatabaseUnavailableException e) {
        return Problem.of(Status.SERVICE_UNAVAILABLE, "/problems/database-unavailable", "Database unavailable")
                .detail("The database could not be used in time; nothing was changed")
                .with("reason", e.reason().text())
                .toResponse()
                .header(HttpHeaders.RETRY_AFTER, RetryAfter.seconds(e.retryAfter()))
                .build();
    }
}
