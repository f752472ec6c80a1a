package dev.lifeline.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lifeline.domain.metrics.MetricsExport;
import dev.lifeline.domain.port.in.CreateProjectUseCase;
import dev.lifeline.domain.port.in.ExportMetricsUseCase;
import dev.lifeline.domain.port.in.FindProjectUseCase;
import dev.lifeline.domain.port.in.ListIncidentsUseCase;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.domain.service.LifecycleService;
import dev.lifeline.domain.status.RequestFigures;
import dev.lifeline.domain.status.ServiceInstance;
import dev.lifeline.domain.status.ServiceStatus;
import dev.lifeline.domain.testing.FakeClock;
import dev.lifeline.domain.testing.FakeTicker;
import dev.lifeline.domain.testing.InMemoryProjectRepository;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** REST interface on a real server, with in-memory use cases. */
final class RunningService implements AutoCloseable {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int PATIENCE_MILLIS = 10_000;

    static {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install(); // so that a test that looks at the log sees what Jersey and Grizzly say, too
    }

    final FakeClock clock = new FakeClock();
    final FakeTicker ticker = new FakeTicker();
    final FakeDatabase database = new FakeDatabase();
    final LifecycleService lifecycle = new LifecycleService();
    final InMemoryProjectRepository projects = new InMemoryProjectRepository(clock);
    final RecordingObserver observer = new RecordingObserver();

    /** Behaviour of the use cases, which a test may replace. */
    volatile FindProjectUseCase find = projects::find;

    volatile CreateProjectUseCase create = projects::create;

    volatile ExportMetricsUseCase export =
            accept -> new MetricsExport("text/plain; version=0.0.4; charset=utf-8", "accepted " + accept + "\n");

    final FakeEvents events = new FakeEvents();

    volatile ServiceStatus status = new ServiceStatus(
            database.picture(),
            new RequestFigures(0, 0, null, null),
            List.of(),
            null,
            new ServiceInstance("1.2.3", FakeDatabase.NOW),
            FakeDatabase.NOW);

    volatile ListIncidentsUseCase incidents = limit -> List.of();

    /** User of the request, as set by a filter of an embedder; null for an anonymous request. */
    volatile @Nullable Principal caller;

    /** Trace of all requests. */
    volatile Optional<String> traceId = Optional.empty();

    private final HttpServer server;

    private RunningService(RestConfig config, String basePath) {
        var useCases = new RestUseCases(
                reference -> find.find(reference),
                projects::list,
                (token, project) -> create.create(token, project),
                projects::replace,
                projects::delete,
                database,
                database,
                lifecycle,
                accept -> export.export(accept),
                new MonitoringUseCases(() -> status, limit -> incidents.newest(limit), events));
        var application = new RestApplication(config, useCases, observer, () -> traceId, ticker);
        server = GrizzlyHttpServerFactory.createHttpServer(
                URI.create("http://127.0.0.1:0" + basePath),
                ResourceConfig.forApplication(application)
                        .register((ContainerRequestFilter) this::identify)
                        .property(ServerProperties.WADL_FEATURE_DISABLE, true)
                        .property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true));
    }

    private void identify(ContainerRequestContext request) {
        request.setSecurityContext(new SecurityContext() {
            @Override
            public @Nullable Principal getUserPrincipal() {
                return caller;
            }

            @Override
            public boolean isUserInRole(String role) {
                return false;
            }

            @Override
            public boolean isSecure() {
                return false;
            }

            @Override
            public @Nullable String getAuthenticationScheme() {
                return null;
            }
        });
    }

    static RunningService start() {
        return start(RestConfig.defaults());
    }

    static RunningService start(RestConfig config) {
        return new RunningService(config, "/");
    }

    /** Returns a service below a path of a server. */
    static RunningService startBelow(String basePath) {
        return new RunningService(RestConfig.defaults(), basePath);
    }

    Project given(String slug, String name, @Nullable String description) {
        return projects.create(new NewProject(new Slug(slug), name, description));
    }

    URI uri(String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + port() + pathAndQuery);
    }

    HttpResponse<String> get(String pathAndQuery, String... headers) {
        return send("GET", pathAndQuery, "", headers);
    }

    HttpResponse<String> postJson(String pathAndQuery, String body) {
        return send("POST", pathAndQuery, body, "Content-Type", "application/json");
    }

    HttpResponse<String> send(String method, String pathAndQuery, String body, String... headers) {
        var publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        var request = HttpRequest.newBuilder(uri(pathAndQuery)).method(method, publisher);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /** Sends the bytes unchanged as a project. */
    HttpResponse<String> postProject(byte[] body, String... headers) {
        var request = HttpRequest.newBuilder(uri("/api/projects")).POST(BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    HttpResponse<String> send(HttpRequest request) {
        return send(request, BodyHandlers.ofString());
    }

    /** Requests a stream and waits for the headers of the response. */
    HttpResponse<InputStream> stream(String path, String... headers) {
        var request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build(), BodyHandlers.ofInputStream());
    }

    private static <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
        try {
            return CLIENT.send(request, handler);
        } catch (IOException e) {
            throw new AssertionError("No answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    /** Sends the bytes unchanged and returns all received text until the server closes the connection. */
    String sendRaw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    /** Sends the bytes unchanged and closes the connection at once. */
    void hangUpAfter(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        }
    }

    private int port() {
        return server.getListener("grizzly").getPort();
    }

    @Override
    public void close() {
        events.end();
        server.shutdownNow();
    }
}
