package dev.lifeline.rest;

import dev.lifeline.domain.metrics.MetricsExport;
import dev.lifeline.domain.service.LifecycleService;
import dev.lifeline.domain.status.RequestFigures;
import dev.lifeline.domain.status.ServiceInstance;
import dev.lifeline.domain.status.ServiceStatus;
import dev.lifeline.domain.testing.FakeClock;
import dev.lifeline.domain.testing.FakeTicker;
import dev.lifeline.domain.testing.InMemoryProjectRepository;
import io.undertow.Undertow;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.IntSupplier;
import org.jboss.resteasy.plugins.server.undertow.UndertowJaxrsServer;

/**
 * REST interface on RESTEasy and Undertow, below the path {@code /ops}, with in-memory use cases. Returns its port.
 * Loaded by a class loader without Jersey; see {@link RestEasyTest}.
 */
public final class RestEasyService implements IntSupplier, AutoCloseable {
    private final ServerWithPort server = new ServerWithPort();

    public RestEasyService() {
        var projects = new InMemoryProjectRepository(new FakeClock());
        var database = new FakeDatabase();
        var status = new ServiceStatus(
                database.picture(),
                new RequestFigures(0, 0, null, null),
                List.of(),
                null,
                new ServiceInstance("1.2.3", FakeDatabase.NOW),
                FakeDatabase.NOW);
        var useCases = new RestUseCases(
                projects::find,
                projects::list,
                projects::create,
                projects::replace,
                projects::delete,
                database,
                database,
                new LifecycleService(),
                accept -> new MetricsExport("text/plain", ""),
                new MonitoringUseCases(() -> status, limit -> List.of(), new FakeEvents()));
        var application =
                new RestApplication(RestConfig.defaults(), useCases, new RecordingObserver(), new FakeTicker());
        server.start(Undertow.builder().addHttpListener(0, "127.0.0.1"));
        server.deploy(application, "/ops");
    }

    /** Returns the port that the system assigned. */
    private static final class ServerWithPort extends UndertowJaxrsServer {
        int port() {
            return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
        }
    }

    @Override
    public int getAsInt() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
