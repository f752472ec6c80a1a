package dev.lifeline.rest.internal.health;

import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.port.in.CheckConnectionHealthUseCase;
import dev.lifeline.domain.port.in.ReconnectDatabaseUseCase;
import dev.lifeline.domain.project.InvalidInputException;
import dev.lifeline.rest.internal.http.QueryParameters;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.UriInfo;

/** Checks the database, or replaces its connections. */
@Path("/api/health/database")
@Produces(MediaType.APPLICATION_JSON)
public final class DatabaseHealthResource {
    /** The service detects the return of the database within half a second. */
    private static final int RETRY_AFTER_SECONDS = 1;

    private final CheckConnectionHealthUseCase health;
    private final ReconnectDatabaseUseCase reconnect;
    private final AdminAccess access;

    public DatabaseHealthResource(
            CheckConnectionHealthUseCase health, ReconnectDatabaseUseCase reconnect, AdminAccess access) {
        this.health = health;
        this.reconnect = reconnect;
        this.access = access;
    }

    /** Checks the database now; with {@code reconnect=true}, replaces its connections first. */
    @GET
    public Response check(@Context UriInfo uri, @Context HttpHeaders headers) {
        return isReconnectAsked(uri) ? reconnect(headers) : answer(health.check(), "Database connection is healthy");
    }

    /** Replaces the connections to the database. */
    @POST
    public Response reconnect(@Context HttpHeaders headers) {
        access.check(headers);
        return answer(reconnect.reconnect(), "Database reconnected successfully");
    }

    private static boolean isReconnectAsked(UriInfo uri) {
        return switch (QueryParameters.of(uri).find("reconnect").orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidInputException("reconnect", "must be true or false");
        };
    }

    private static Response answer(CheckResult result, String praise) {
        ResponseBuilder answer = result.isHealthy()
                ? Response.ok()
                : Response.status(Response.Status.SERVICE_UNAVAILABLE)
                        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        return answer.header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(new DatabaseHealthJson(result, praise))
                .build();
    }
}
