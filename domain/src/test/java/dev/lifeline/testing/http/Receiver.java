package dev.lifeline.testing.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * HTTP server that keeps all requests posted to it. Responds with the configured statuses in order, then with 200. The
 * test closes it. Safe for use by several threads.
 */
public final class Receiver implements AutoCloseable {
    /** Status for: send no response. */
    public static final int NEVER = 0;

    /** Status for: send the response head, but never the body. */
    public static final int HEAD_ONLY = -1;

    private static final int NO_CONTENT = 204;
    private static final byte[] OK = "ok".getBytes(UTF_8);

    private final List<Got> got = new CopyOnWriteArrayList<>();
    private final Queue<Integer> answers = new ArrayDeque<>();
    private final LoopbackServer server = new LoopbackServer(this::handle);

    /** A received request. */
    public record Got(String path, String body, @Nullable String authorization, String contentType) {}

    /** Sets the statuses of the next responses. */
    public Receiver answering(Integer... statuses) {
        synchronized (answers) {
            answers.addAll(Arrays.asList(statuses));
        }
        return this;
    }

    /** Returns the URL of a path. */
    public String url(String path) {
        return server.url() + path;
    }

    /** Returns the requests so far, in order. */
    public List<Got> got() {
        return List.copyOf(got);
    }

    /** Returns the bodies of the requests so far. */
    public List<String> bodies() {
        return got.stream().map(Got::body).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            var headers = exchange.getRequestHeaders();
            int answer = nextAnswer();
            got.add(new Got(
                    exchange.getRequestURI().toString(),
                    body,
                    headers.getFirst("Authorization"),
                    headers.getFirst("Content-Type")));
            answer(exchange, answer);
        }
    }

    private int nextAnswer() {
        synchronized (answers) {
            Integer next = answers.poll();
            return next == null ? 200 : next;
        }
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        if (status == NEVER) {
            server.awaitEnd();
            return;
        }
        exchange.getResponseHeaders().add("Location", url("/elsewhere"));
        if (status == HEAD_ONLY) {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().flush();
            server.awaitEnd();
            return;
        }
        if (status == NO_CONTENT) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, OK.length);
        exchange.getResponseBody().write(OK);
    }

    @Override
    public void close() {
        server.close();
    }
}
