package dev.lifeline.app.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.lifeline.testing.http.LoopbackServer;
import dev.lifeline.testing.http.RawServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that would keep a fuzz run for ever. */
@Timeout(60)
class BoundedExchangeTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII);

    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void an_answer_that_ends_is_returned() throws IOException {
        try (var server = RawServer.answering("HTTP/1.1 200 OK\r\n\r\nbody");
                var exchange = new BoundedExchange(server.port(), LIMIT)) {
            assertThat(exchange.answer(REQUEST)).isEqualTo("HTTP/1.1 200 OK\r\n\r\nbody");
        }
    }

    /** Each read succeeds in time, so a limit for reads never ends it. */
    @Test
    void an_answer_in_trickles_ends_at_the_limit_and_is_shown() {
        assertThat(failureOf(exchange -> {
                    try (OutputStream body = begun(exchange, "text/plain")) {
                        while (!isOver()) {
                            body.write('x');
                            body.flush();
                        }
                    }
                }))
                .startsWith("no end of the answer within 1000 ms")
                .contains("HTTP/1.1 200 OK", "x");
    }

    @Test
    void a_missing_answer_ends_at_the_limit() {
        assertThat(failureOf(exchange -> {
                    while (!isOver()) {}
                }))
                .startsWith("no end of the answer within 1000 ms, but 0 characters");
    }

    @Test
    void an_answer_without_end_is_too_large() {
        HttpHandler endless = exchange -> {
            try (OutputStream body = begun(exchange, "text/plain")) {
                while (true) {
                    body.write(new byte[100_000]);
                }
            }
        };
        assertThat(failureOf(endless, Duration.ofSeconds(30))).startsWith("an answer of more than");
    }

    @Test
    void of_an_event_stream_the_first_part_is_returned() throws IOException {
        HttpHandler stream = exchange -> {
            begun(exchange, "text/event-stream").flush();
            while (!isOver()) {}
        };
        try (var server = new LoopbackServer(stream);
                var exchange = new BoundedExchange(server.port(), LIMIT)) {
            assertThat(exchange.answer(REQUEST)).contains("HTTP/1.1 200 OK");
        } finally {
            end.countDown();
        }
    }

    @Test
    void a_server_that_does_not_read_ends_at_the_limit() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var exchange = new BoundedExchange(server.getLocalPort(), LIMIT)) {
            assertThatThrownBy(() -> exchange.answer(new byte[20_000_000]))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith("no end of the answer");
        }
    }

    @Test
    void a_server_that_is_gone_is_a_failure() throws IOException {
        var server = RawServer.answering("");
        server.close();
        try (var exchange = new BoundedExchange(server.port(), LIMIT)) {
            assertThatThrownBy(() -> exchange.answer(REQUEST)).isInstanceOf(ConnectException.class);
        }
    }

    private String failureOf(HttpHandler handler) {
        return failureOf(handler, LIMIT);
    }

    private String failureOf(HttpHandler handler, Duration limit) {
        try (var server = new LoopbackServer(handler);
                var exchange = new BoundedExchange(server.port(), limit)) {
            return catchThrowableOfType(AssertionError.class, () -> exchange.answer(REQUEST))
                    .getMessage();
        } finally {
            end.countDown();
        }
    }

    private static OutputStream begun(HttpExchange exchange, String type) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    /** Waits for a moment, and returns whether the test is over. */
    private boolean isOver() {
        try {
            return end.await(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
