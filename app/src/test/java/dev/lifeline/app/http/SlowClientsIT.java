package dev.lifeline.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.app.http.limit.ClientLimits;
import dev.lifeline.app.http.thread.RequestExecutor;
import dev.lifeline.monitoring.Tracing;
import dev.lifeline.testing.http.RawConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Issue 15, number 24: a client that sends or reads a byte now and then is cut off after a total time. */
@Timeout(60)
class SlowClientsIT {
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration BETWEEN_BYTES = Duration.ofMillis(100);

    private HttpServer server;

    @BeforeEach
    void start() {
        var limits = new ClientLimits(LIMIT, LIMIT, LIMIT, 0);
        server = HttpServer.start(
                new HttpConfig("127.0.0.1", 0, 1, limits),
                new BlockingApplication(),
                new Observations()::add,
                Tracing.global(),
                RequestExecutor.create(1));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void headers_that_trickle_cost_the_connection() throws Exception {
        try (Socket client = connect()) {
            send(client, "GET /health/live HTTP/1.1\r\nHost: localhost\r\nX: ");

            untilBroken(() -> send(client, "x"));
        }
    }

    @Test
    void headers_that_trickle_on_a_connection_in_use_cost_it_as_well() throws Exception {
        try (Socket client = connect()) {
            send(client, "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.getInputStream().read()).isEqualTo('H');
            send(client, "GET /health/live HTTP/1.1\r\nX: ");

            untilBroken(() -> send(client, "x"));
        }
    }

    @Test
    void body_that_trickles_is_answered_408() throws Exception {
        try (Socket client = connect()) {
            send(
                    client,
                    "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: "
                            + "999\r\n\r\n");

            every(() -> send(client, "x"), () -> client.getInputStream().available() > 0);

            assertThat(new String(client.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 408");
        }
    }

    @Test
    void answer_that_is_read_in_small_pieces_costs_the_connection() throws Exception {
        try (Socket client = connect()) {
            send(client, "GET /api/large HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.getInputStream().read()).isEqualTo('H');

            untilBroken(() -> {
                send(client, "\r\n"); // fails once the server has closed the connection
                client.getInputStream().readNBytes(20_000);
            });
        }
    }

    @Test
    void quick_client_keeps_its_connection_for_longer_than_the_limits() throws Exception {
        try (var client = new RawConnection(server.port())) {
            var end = System.nanoTime() + 3 * LIMIT.toNanos();
            await().pollInterval(BETWEEN_BYTES).atMost(Duration.ofSeconds(20)).until(() -> {
                assertThat(client.ask("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                        .startsWith("HTTP/1.1 200");
                return System.nanoTime() > end;
            });
        }
    }

    private static void untilBroken(Step step) {
        every(() -> {}, () -> {
            try {
                step.run();
                return false;
            } catch (IOException closed) {
                return true;
            }
        });
    }

    private static void every(Step step, Callable<Boolean> done) {
        await().pollInterval(BETWEEN_BYTES).atMost(Duration.ofSeconds(8)).until(() -> {
            step.run();
            return done.call();
        });
    }

    private Socket connect() throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(1024);
        socket.setSoTimeout(10_000);
        socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
        return socket;
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }
}
