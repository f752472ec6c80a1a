package dev.lifeline.examples.rest;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.domain.service.ConnectionEventHub;
import dev.lifeline.domain.service.ConnectionHealthService;
import dev.lifeline.domain.service.FindProjectService;
import dev.lifeline.domain.service.LifecycleService;
import dev.lifeline.domain.status.ServiceInstance;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.monitoring.Monitoring;
import dev.lifeline.monitoring.MonitoringConfig;
import dev.lifeline.persistence.ProjectStore;
import dev.lifeline.rest.MonitoringUseCases;
import dev.lifeline.rest.RestApplication;
import dev.lifeline.rest.RestConfig;
import dev.lifeline.rest.RestUseCases;
import io.undertow.Undertow;
import jakarta.servlet.ServletException;
import jakarta.ws.rs.core.Application;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;

/** The REST endpoints of projects in a servlet container. */
public final class ProjectServer implements AutoCloseable {
    private final Monitoring monitoring =
            Monitoring.create(MonitoringConfig.defaults(), Clock.systemUTC(), Ticker.system());
    private final LifecycleService lifecycle = new LifecycleService();
    private final ProjectStore store;
    private final Undertow server;

    public ProjectServer(DatabaseConfig config, int port) throws ServletException {
        var events = new ConnectionEventHub();
        events.add(monitoring.listener());
        store = ProjectStore.open(config, events);
        var health = new ConnectionHealthService(store.dataSource().connection());
        monitoring.start(health);
        server = RestServlet.serve(application(health), "/ops", port);
        lifecycle.started();
    }

    private Application application(ConnectionHealthService health) {
        var useCases = new RestUseCases(
                new FindProjectService(store.projects()),
                store.projects()::list,
                store.projects()::create,
                store.projects()::replace,
                store.projects()::delete,
                health,
                store.dataSource().connection()::reconnect,
                lifecycle,
                monitoring.metrics(),
                new MonitoringUseCases(
                        monitoring.status(health, new ServiceInstance("1.0.0", Instant.now())),
                        monitoring.incidents(),
                        monitoring.events()));
        return new RestApplication(RestConfig.defaults(), useCases, monitoring::httpRequest, Ticker.system());
    }

    int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public void close() {
        lifecycle.stopping();
        monitoring.endStreams();
        server.stop();
        monitoring.close();
        store.close();
    }
}
