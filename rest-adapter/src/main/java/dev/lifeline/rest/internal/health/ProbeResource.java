package dev.lifeline.rest.internal.health;

import dev.lifeline.domain.port.in.CheckConnectionHealthUseCase;
import dev.lifeline.domain.port.in.CheckLifecycleUseCase;
import dev.lifeline.domain.status.DatabaseKind;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;

/** Probes for orchestrators. They never wait for the database. */
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
public final class ProbeResource {
    /** Orchestrators have their own intervals; other clients should wait one second. */
    private static final int RETRY_AFTER_SECONDS = 1;

    private final CheckLifecycleUseCase lifecycle;
    private final CheckConnectionHealthUseCase health;
    private final boolean readinessIncludesDatabase;
    private final DatabaseKind database;

    public ProbeResource(
            CheckLifecycleUseCase lifecycle,
            CheckConnectionHealthUseCase health,
            boolean readinessIncludesDatabase,
            DatabaseKind database) {
        this.lifecycle = lifecycle;
        this.health = health;
        this.readinessIncludesDatabase = readinessIncludesDatabase;
        this.database = database;
    }

    /** Returns all checks. */
    @GET
    public Response all() {
        return answer(HealthCheck.process(), startup(), running(), database());
    }

    /** Returns the liveness, which is always UP: a restart never helps while the process responds. */
    @GET
    @Path("live")
    public Response live() {
        return answer(HealthCheck.process());
    }

    /** Returns the readiness for requests. */
    @GET
    @Path("ready")
    public Response ready() {
        return readinessIncludesDatabase ? answer(running(), database()) : answer(running());
    }

    /** Returns whether the start is complete. */
    @GET
    @Path("started")
    public Response started() {
        return answer(startup());
    }

    private HealthCheck startup() {
        return HealthCheck.startup(lifecycle.phase());
    }

    private HealthCheck running() {
        return HealthCheck.lifecycle(lifecycle.phase(), database);
    }

    private HealthCheck database() {
        return HealthCheck.database(health.health(), database);
    }

    private static Response answer(HealthCheck... checks) {
        ProbeJson probe = new ProbeJson(List.of(checks));
        ResponseBuilder answer = probe.isUp()
                ? Response.ok()
                : Response.status(Status.SERVICE_UNAVAILABLE).header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        return answer.header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(probe)
                .build();
    }
}
