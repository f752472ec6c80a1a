package dev.lifeline.app;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import dev.lifeline.app.access.AccessNotice;
import dev.lifeline.app.access.SoleClient;
import dev.lifeline.app.cli.VersionResource;
import dev.lifeline.app.config.AppConfig;
import dev.lifeline.app.embedded.EmbeddedDatabase;
import dev.lifeline.app.embedded.SampleProjects;
import dev.lifeline.app.http.HttpConfig;
import dev.lifeline.app.http.HttpServer;
import dev.lifeline.app.start.StartFailedException;
import dev.lifeline.app.warmup.Practice;
import dev.lifeline.app.warmup.WarmUp;
import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.port.out.DatabaseConnection;
import dev.lifeline.domain.port.out.ProjectRepository;
import dev.lifeline.domain.service.ConnectionEventHub;
import dev.lifeline.domain.service.ConnectionHealthService;
import dev.lifeline.domain.service.FindProjectService;
import dev.lifeline.domain.service.LifecycleService;
import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.status.ServiceInstance;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.monitoring.Monitoring;
import dev.lifeline.monitoring.Tracing;
import dev.lifeline.persistence.ProjectStore;
import dev.lifeline.rest.MonitoringUseCases;
import dev.lifeline.rest.RequestObserver;
import dev.lifeline.rest.RestApplication;
import dev.lifeline.rest.RestUseCases;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** Assembles the modules and closes them in reverse order. Confined to one thread. */
final class Launcher {
    private static final System.Logger LOG = System.getLogger(Launcher.class.getName());

    private static final RequestObserver UNOBSERVED = (method, route, status, took) -> {};

    private final AppConfig config;
    private final ShutdownSignal signal;
    private final Ticker ticker = Ticker.system();
    private final LifecycleService lifecycle = new LifecycleService();
    private final ConnectionEventHub events = new ConnectionEventHub();
    private final Tracing tracing = Tracing.ofProgram();
    private final Opened opened = new Opened();
    private final ServiceInstance instance;

    Launcher(AppConfig config, ShutdownSignal signal) {
        this.config = config;
        this.instance = new ServiceInstance(
                VersionResource.ofThisProgram(),
                Clock.systemUTC().instant(),
                config.rest().database());
        this.signal = signal;
    }

    /**
     * Runs the service until the process is asked to end, then closes everything in reverse order. The database need
     * not be reachable.
     *
     * @throws StartFailedException if something else that the service needs is unavailable
     */
    void serve() throws InterruptedException {
        perform(port -> signal.await());
    }

    /** Runs the service for a training run, on a database without valuable data. */
    void rehearse() throws InterruptedException {
        perform(port -> new Practice(port, ticker).run());
    }

    private void perform(Play play) throws InterruptedException {
        try (opened) {
            play.on(open());
            turnUnready();
        } catch (StopRequestedException e) {
            LOG.log(INFO, "Lifeline was asked to stop before it had started");
        }
        LOG.log(INFO, "Lifeline has stopped");
    }

    /** Opens the service and returns its port. */
    private int open() throws InterruptedException {
        HttpServer.requireFree(config.http());
        AccessNotice.log(config.http().access(), !config.http().isOnLoopback());
        Monitoring monitoring = monitoring();
        ProjectStore database = database();
        RestUseCases useCases =
                useCases(database.projects(), database.dataSource().connection(), monitoring);
        monitoring.start(useCases.connectionHealth());
        opened.push(monitoring);
        signal.verifyNotRequested();
        HttpServer server = httpServer(useCases, monitoring); // Hibernate starts concurrently
        int port = server.port();
        database.awaitStarted();
        if (config.database().configured().isEmpty()) {
            addSamples(useCases);
        }
        signal.verifyNotRequested();
        warmUp(useCases);
        signal.verifyNotRequested();
        lifecycle.started();
        String notice =
                instance.database().notice().map(text -> " with an " + text).orElse("");
        LOG.log(
                INFO,
                "Lifeline listens on " + config.http().scheme() + "://"
                        + config.http().host() + ":" + port + notice);
        server.adminPort()
                .ifPresent(adminPort -> LOG.log(
                        INFO,
                        "Status page, metrics and administration listen on {0}://{1}:{2}",
                        config.http().scheme(),
                        requireNonNull(config.http().admin()).host(),
                        String.valueOf(adminPort)));
        return port;
    }

    /**
     * Continues to serve for the shutdown delay, so that load balancers see the probes fail before connections are
     * refused.
     */
    private void turnUnready() throws InterruptedException {
        LOG.log(INFO, "Lifeline stops");
        lifecycle.stopping();
        TimeUnit.NANOSECONDS.sleep(config.shutdown().delay().toNanos());
    }

    /**
     * Created first, so that it misses no event, and closed before the database: the end of the database is not
     * reported.
     */
    private Monitoring monitoring() {
        try {
            Monitoring monitoring = Monitoring.create(config.monitoring(), Clock.systemUTC(), ticker);
            events.add(monitoring.listener());
            return monitoring;
        } catch (InvalidSettingsException e) {
            throw new StartFailedException("Cannot keep incidents: " + String.join("; ", e.problems()), e);
        }
    }

    private ProjectStore database() {
        DatabaseConfig settings = config.database().configured().orElseGet(this::embedded);
        signal.verifyNotRequested();
        return opened.push(ProjectStore.start(
                settings, events, tracing.operations(), config.database().searchLimit()));
    }

    private DatabaseConfig embedded() {
        EmbeddedDatabase embedded = opened.push(EmbeddedDatabase.start(config.embedded()));
        return config.database()
                .at(
                        DatabaseUrl.parse(embedded.jdbcUrl()),
                        DatabaseCredentials.of(embedded.username(), embedded.password()));
    }

    private RestUseCases useCases(ProjectRepository projects, DatabaseConnection connection, Monitoring monitoring) {
        var health = new ConnectionHealthService(connection);
        return new RestUseCases(
                new FindProjectService(projects),
                projects::list,
                projects::create,
                projects::replace,
                projects::delete,
                health,
                connection::reconnect,
                lifecycle,
                monitoring.metrics(),
                new MonitoringUseCases(
                        monitoring.status(health, instance), monitoring.incidents(), monitoring.events()));
    }

    private void addSamples(RestUseCases useCases) {
        signal.verifyNotRequested();
        try {
            new SampleProjects(useCases.createProject(), useCases.listProjects()).createIfEmpty();
        } catch (DatabaseUnavailableException e) {
            LOG.log(WARNING, "There are no sample projects: " + e.getMessage());
        }
    }

    /** Uses a separate listener, so that its requests are not counted; no other client is admitted there. */
    private void warmUp(RestUseCases useCases) throws InterruptedException {
        if (!config.warmUp().isWanted() || !isWarmUpOfUse(useCases)) {
            return;
        }
        SoleClient client = SoleClient.create();
        var http = HttpConfig.onLoopback(config.http().threads()).withAccess(client.access());
        RestApplication application = new RestApplication(config.rest(), useCases, UNOBSERVED, ticker);
        try (HttpServer server = HttpServer.start(http, application, UNOBSERVED, tracing)) {
            new WarmUp(config.warmUp().limit(), server.port(), client.headers(), () -> isWarmUpOfUse(useCases), ticker)
                    .run();
        } catch (StartFailedException e) {
            LOG.log(WARNING, "There is no warm-up: " + e.getMessage());
        }
    }

    private boolean isWarmUpOfUse(RestUseCases useCases) {
        ConnectionState state = useCases.connectionHealth().health().state();
        return !signal.isRequested() && (state.isServing() || state == ConnectionState.STARTING);
    }

    private HttpServer httpServer(RestUseCases useCases, Monitoring monitoring) {
        RequestObserver observer = (method, route, status, took) -> {
            monitoring.httpRequest(method, route, status, took);
            tracing.answered(route, status);
        };
        RestApplication application = new RestApplication(config.rest(), useCases, observer, tracing::traceId, ticker);
        HttpServer server = HttpServer.start(config.http(), application, observer, tracing);
        opened.push(() -> server.stop(config.shutdown().grace()));
        opened.push(monitoring::endStreams); // Streams never end by themselves, and the server would wait for them.
        return server;
    }

    /** Work between the start and the end of the service. */
    private interface Play {
        void on(int port) throws InterruptedException;
    }
}
