package dev.lifeline.rest.internal.monitoring;

import dev.lifeline.domain.port.in.ListIncidentsUseCase;
import dev.lifeline.domain.port.in.ShowStatusUseCase;
import dev.lifeline.domain.project.InvalidInputException;
import dev.lifeline.rest.internal.health.AdminAccess;
import dev.lifeline.rest.internal.http.QueryParameters;
import dev.lifeline.rest.internal.json.JsonBody;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** Status and incidents of the service. */
@Path("/api/monitoring")
@Produces(MediaType.APPLICATION_JSON)
public final class MonitoringResource {
    private static final int DEFAULT_LIMIT = 50;

    private final ShowStatusUseCase status;
    private final ListIncidentsUseCase incidents;
    private final AdminAccess access;

    public MonitoringResource(ShowStatusUseCase status, ListIncidentsUseCase incidents, AdminAccess access) {
        this.status = status;
        this.incidents = incidents;
        this.access = access;
    }

    /** Returns the current status without accessing the database. */
    @GET
    @Path("status")
    public Response status(@Context HttpHeaders headers) {
        return answer(new StatusJson(status.status(), access.terms(headers)));
    }

    /** Returns the newest incidents, newest first. */
    @GET
    @Path("incidents")
    public Response incidents(@Context UriInfo uri) {
        int limit = QueryParameters.of(uri)
                .find("limit")
                .map(MonitoringResource::limit)
                .orElse(DEFAULT_LIMIT);
        return answer(new IncidentsJson(incidents.newest(limit)));
    }

    private static int limit(String text) {
        int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > ListIncidentsUseCase.MOST) {
            throw new InvalidInputException("limit", "must be a number from 1 to " + ListIncidentsUseCase.MOST);
        }
        return number;
    }

    private static Response answer(JsonBody body) {
        return Response.ok(body).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
