package dev.lifeline.rest.internal.problem;

import dev.lifeline.domain.connection.DatabaseUnavailableException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** No database in time: 503, and when to come again. */
@Provider
public final class DatabaseUnavailableMapper implements ExceptionMapper<DatabaseUnavailableException> {

    /** Nothing to configure. */
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
