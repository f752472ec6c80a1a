package dev.lifeline.app.http;

import dev.lifeline.app.http.thread.RequestExecutor;
import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionEvent.ClockJumped;
import dev.lifeline.domain.connection.ConnectionHealth;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.EngineLoad;
import dev.lifeline.domain.connection.PoolOccupancy;
import dev.lifeline.domain.port.out.DatabaseConnection;
import dev.lifeline.domain.service.ConnectionHealthService;
import dev.lifeline.domain.service.FindProjectService;
import dev.lifeline.domain.service.LifecycleService;
import dev.lifeline.domain.status.ServiceInstance;
import dev.lifeline.domain.testing.InMemoryProjectRepository;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.monitoring.Monitoring;
import dev.lifeline.monitoring.MonitoringConfig;
import dev.lifeline.monitoring.Tracing;
import dev.lifeline.rest.MonitoringUseCases;
import dev.lifeline.rest.RestApplication;
import dev.lifeline.rest.RestConfig;
import dev.lifeline.rest.RestUseCases;
import dev.lifeline.testing.wait.Bounded;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The whole service without a database. The test chooses its threads. */
final class FollowedService implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Monitoring monitoring =
            Monitoring.create(MonitoringConfig.defaults(), Clock.systemUTC(), Ticker.system());
    private final HttpServer server;

    FollowedService(RequestExecutor threads) {
        var projects = new InMemoryProjectRepository(Clock.systemUTC());
        var health = new ConnectionHealthService(new Well());
        var useCases = new RestUseCases(
                new FindProjectService(projects),
                projects::list,
                projects::create,
                projects::replace,
                projects::delete,
                health,
                new Well()::reconnect,
                new LifecycleService(),
                monitoring.metrics(),
                new MonitoringUseCases(
                        monitoring.status(health, new ServiceInstance("test", Instant.EPOCH)),
                        monitoring.incidents(),
                        monitoring.events()));
        var application =
                new RestApplication(RestConfig.defaults(), useCases, monitoring::httpRequest, Ticker.system());
        server = HttpServer.start(
                new HttpConfig("127.0.0.1", 0, 200), application, monitoring::httpRequest, Tracing.global(), threads);
    }

    /** Sends a request and waits for the head of the response. */
    HttpResponse<InputStream> get(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(PATIENCE)
                .build();
        return Bounded.get(client.sendAsync(request, BodyHandlers.ofInputStream()));
    }

    int port() {
        return server.port();
    }

    /** Changes the state, which publishes two events. */
    void happen() {
        monitoring.listener().on(new ClockJumped(Instant.EPOCH, Duration.ofMinutes(1)));
    }

    /** Stops as the program does, with the given grace. */
    void stop(Duration grace) {
        monitoring.endStreams();
        server.stop(grace);
    }

    @Override
    public void close() {
        stop(Duration.ofSeconds(20));
        monitoring.close();
    }

    /** A connection that is always healthy. */
    private static final class Well implements DatabaseConnection {
        @Override
        public ConnectionHealth health() {
            return new ConnectionHealth(
                    ConnectionState.CONNECTED,
                    Instant.EPOCH,
                    null,
                    null,
                    1,
                    new PoolOccupancy(0, 2, 0, 10),
                    new EngineLoad(0, 0, 0, 100));
        }

        @Override
        public CheckResult check() {
            return CheckResult.healthy(Instant.EPOCH, Duration.ofMillis(1));
        }

        @Override
        public CheckResult reconnect() {
            return check();
        }
    }
}
