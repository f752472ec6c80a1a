package dev.lifeline.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lifeline.app.http.thread.RequestExecutor;
import dev.lifeline.monitoring.Tracing;
import dev.lifeline.testing.http.RawConnection;
import dev.lifeline.testing.wait.Bounded;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of a server with requests under way. */
@Timeout(60)
class HttpServerStopIT {
    private final BlockingApplication application = new BlockingApplication();
    private final HttpClient client = HttpClient.newHttpClient();
    private Set<String> threadsBefore;
    private HttpServer server;

    @BeforeEach
    void start() {
        threadsBefore = serverThreads();
        server = HttpServer.start(
                new HttpConfig("127.0.0.1", 0, 10),
                application,
                (method, route, status, took) -> {},
                Tracing.global(),
                RequestExecutor.create(10));
    }

    @AfterEach
    void stop() {
        application.released.countDown();
        server.close();
    }

    @Test
    void stop_lets_a_request_under_way_finish_and_refuses_new_ones() throws Exception {
        var underWay = sendBlocked();

        var stopped = CompletableFuture.runAsync(() -> server.stop(Duration.ofSeconds(30)));
        await().untilAsserted(
                        () -> assertThatThrownBy(() -> connect(server.port())).isInstanceOf(ConnectException.class));
        assertThat(stopped).isNotDone();
        application.released.countDown();

        assertThat(Bounded.get(underWay).body()).isEqualTo("released");
        Bounded.get(stopped);
    }

    @Test
    void stop_refuses_requests_on_connections_that_are_still_open() throws Exception {
        try (var connection = new RawConnection(server.port())) {
            connection.ask("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            sendBlocked();

            var stopped = CompletableFuture.runAsync(() -> server.stop(Duration.ofSeconds(30)));
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> connect(server.port())).isInstanceOf(ConnectException.class));

            // Grizzly closes the listening socket first, and refuses on open connections a moment later
            await().untilAsserted(
                            () -> assertThat(connection.ask("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                                    .startsWith("HTTP/1.1 503")
                                    .containsIgnoringCase("Connection: close"));
            application.released.countDown();
            Bounded.get(stopped);
        }
    }

    @Test
    void stop_cuts_off_after_the_grace_and_leaves_no_thread() throws Exception {
        sendBlocked();

        server.stop(Duration.ofMillis(100));

        await().untilAsserted(() -> assertThat(threadsBefore).containsAll(serverThreads()));
    }

    @Test
    void request_that_waits_when_the_grace_ends_is_interrupted_and_still_answered() throws Exception {
        var waiting = sendBlocked();

        server.stop(Duration.ofMillis(100));

        assertThat(Bounded.get(waiting).body()).isEqualTo("interrupted");
    }

    @Test
    void request_that_waits_when_the_server_is_closed_is_interrupted_and_still_answered() throws Exception {
        var waiting = sendBlocked();

        server.close();

        assertThat(Bounded.get(waiting).body()).isEqualTo("interrupted");
    }

    @Test
    void stop_twice_is_harmless() {
        server.stop(Duration.ofSeconds(1));
        server.stop(Duration.ofSeconds(1));
    }

    /**
     * Returns the names of all server threads. Grizzly keeps those of an earlier server if a client of it disconnected.
     */
    private static Set<String> serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("lifeline-http") || name.startsWith("pool-"))
                .collect(Collectors.toSet());
    }

    /** Sends a request that is not answered before its release. */
    private CompletableFuture<HttpResponse<String>> sendBlocked() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/blocked"))
                .build();
        var answer = client.sendAsync(request, BodyHandlers.ofString());
        await().until(() -> application.entered.get() == 1);
        return answer;
    }

    private static void connect(int port) throws IOException {
        new Socket("127.0.0.1", port).close();
    }
}
