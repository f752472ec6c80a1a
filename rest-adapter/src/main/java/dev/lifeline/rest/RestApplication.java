package dev.lifeline.rest;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.time.Ticker;
import dev.lifeline.rest.internal.health.AdminAccess;
import dev.lifeline.rest.internal.health.DatabaseHealthResource;
import dev.lifeline.rest.internal.health.ProbeResource;
import dev.lifeline.rest.internal.http.AnswerHeadersFilter;
import dev.lifeline.rest.internal.http.BodyLimit;
import dev.lifeline.rest.internal.http.ConditionFeature;
import dev.lifeline.rest.internal.http.RouteFeature;
import dev.lifeline.rest.internal.http.StatedBodyFeature;
import dev.lifeline.rest.internal.json.JsonBodyWriter;
import dev.lifeline.rest.internal.metrics.MetricsResource;
import dev.lifeline.rest.internal.monitoring.EventsResource;
import dev.lifeline.rest.internal.monitoring.MonitoringResource;
import dev.lifeline.rest.internal.monitoring.StreamHeadersFilter;
import dev.lifeline.rest.internal.page.AssetResource;
import dev.lifeline.rest.internal.page.PageFiles;
import dev.lifeline.rest.internal.page.PageResource;
import dev.lifeline.rest.internal.problem.DatabaseUnavailableMapper;
import dev.lifeline.rest.internal.problem.HttpErrorMapper;
import dev.lifeline.rest.internal.problem.InvalidInputMapper;
import dev.lifeline.rest.internal.problem.ProblemFilter;
import dev.lifeline.rest.internal.problem.TokenReusedMapper;
import dev.lifeline.rest.internal.problem.TransactionInDoubtMapper;
import dev.lifeline.rest.internal.problem.UnexpectedFailureMapper;
import dev.lifeline.rest.internal.problem.UnreadableJsonMapper;
import dev.lifeline.rest.internal.problem.WriteInProgressMapper;
import dev.lifeline.rest.internal.project.ProjectResource;
import dev.lifeline.rest.internal.project.ProjectUseCases;
import jakarta.ws.rs.core.Application;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The REST interface, for any implementation of Jakarta REST 4. Paths begin with {@code /api}, {@code /health} and
 * {@code /metrics}; the status page is at {@code /} and {@code /assets}. Safe for use by several threads; needs no
 * closing.
 *
 * <p>By default, containers prefix the {@code Location} of a new project with the host that the client named. Disable
 * that, on Jersey with {@code jersey.config.server.headers.location.relative.resolution.disabled}, or check the {@code
 * Host} header first.
 */
public final class RestApplication extends Application {
    private final Set<Object> singletons;

    /** Creates the application. Problem responses contain no trace. */
    public RestApplication(RestConfig config, RestUseCases useCases, RequestObserver observer, Ticker ticker) {
        this(config, useCases, observer, Optional::empty, ticker);
    }

    /**
     * Creates the application.
     *
     * @param traceId returns the trace of the calling thread, if there is one, for the member {@code traceId} of
     *     problem responses
     */
    public RestApplication(
            RestConfig config,
            RestUseCases useCases,
            RequestObserver observer,
            Supplier<Optional<String>> traceId,
            Ticker ticker) {
        requireNonNull(config, "config");
        requireNonNull(useCases, "useCases");
        requireNonNull(ticker, "ticker");
        var access = new AdminAccess(config.adminRule(), config.adminToken(), config.loopbackOnly());
        var monitoring = useCases.monitoring();
        var page = new PageFiles();
        singletons = Set.of(
                projects(config, useCases),
                new DatabaseHealthResource(useCases.connectionHealth(), useCases.reconnectDatabase(), access),
                new ProbeResource(
                        useCases.lifecycle(),
                        useCases.connectionHealth(),
                        config.readinessIncludesDatabase(),
                        config.database()),
                new MetricsResource(useCases.exportMetrics()),
                new PageResource(page),
                new AssetResource(page),
                new MonitoringResource(monitoring.showStatus(), monitoring.listIncidents(), access),
                new EventsResource(monitoring.followEvents(), monitoring.showStatus(), access, ticker),
                new StreamHeadersFilter(),
                new JsonBodyWriter(),
                new UnreadableJsonMapper(),
                new InvalidInputMapper(),
                new TokenReusedMapper(),
                new WriteInProgressMapper(),
                new DatabaseUnavailableMapper(),
                new TransactionInDoubtMapper(),
                new HttpErrorMapper(),
                new UnexpectedFailureMapper(),
                new ProblemFilter(requireNonNull(traceId, "traceId")),
                new RouteFeature(),
                new StatedBodyFeature(),
                new ConditionFeature(),
                new AnswerHeadersFilter(),
                new ObservingFilter(requireNonNull(observer, "observer"), ticker));
    }

    /** Returns the resources and providers as instances, so that the container need not create them. */
    @Override
    @SuppressWarnings("deprecation") // in favour of classes, which only a container of dependencies could fill
    public Set<Object> getSingletons() {
        return singletons;
    }

    private static ProjectResource projects(RestConfig config, RestUseCases useCases) {
        return new ProjectResource(
                new ProjectUseCases(
                        useCases.findProject(),
                        useCases.listProjects(),
                        useCases.createProject(),
                        useCases.replaceProject(),
                        useCases.deleteProject()),
                new BodyLimit(config.maxBodyBytes()));
    }
}
