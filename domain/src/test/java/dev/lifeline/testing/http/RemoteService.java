package dev.lifeline.testing.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * HTTP service on loopback; its health endpoint returns what the test configures, and is healthy at first. The test
 * closes it. Safe for use by several threads.
 */
public final class RemoteService implements AutoCloseable {
    private static final Answer HEALTHY =
            new Answer(200, "{\"status\":\"success\",\"message\":\"Database connection is healthy\"}");

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Answer toGet = HEALTHY;
    private volatile Answer toPost = HEALTHY;
    private volatile Answer toIncidents = new Answer(404, "");
    private final LoopbackServer server = new LoopbackServer(this::handle);

    /** A received request. */
    public record Asked(String method, String path, @Nullable String authorization) {}

    /** A response. Status 0 means no response; a negative status means a response head without a body. */
    private record Answer(int status, String body) {}

    public String url() {
        return server.url();
    }

    /** Makes the service report that it is healthy, with the current time as that of the last probe. */
    public void healthy() {
        toGet = new Answer(
                200,
                "{\"status\":\"success\",\"message\":\"Database connection is healthy\",\"timestamp\":\""
                        + Instant.now() + "\"}");
    }

    public void unhealthy(String error) {
        toGet = unhealthyAnswer(error);
    }

    /** Sets the response to GET. */
    public void answers(int status, String body) {
        toGet = new Answer(status, body);
    }

    /**
     * Sets the incident list to outages of these lengths, newest first; the newest ended just now, the others an hour
     * ago.
     */
    public void reportsOutages(Duration... lengths) {
        Instant now = Instant.now();
        String outages = IntStream.range(0, lengths.length)
                .mapToObj(i -> outage(lengths[i], i == 0 ? now : now.minus(Duration.ofHours(1))))
                .collect(Collectors.joining(","));
        reportsIncidents("{\"incidents\":[{\"kind\":\"READ_ONLY\",\"phase\":\"ENDED\",\"durationMillis\":1},"
                + "{\"kind\":\"OUTAGE\",\"phase\":\"ONGOING\",\"endedAt\":null,\"durationMillis\":null}," + outages
                + "]}");
    }

    /** Makes the service report one outage, which ended the given time ago. */
    public void reportsOldOutage(Duration length, Duration ago) {
        reportsIncidents("{\"incidents\":[" + outage(length, Instant.now().minus(ago)) + "]}");
    }

    private static String outage(Duration length, Instant endedAt) {
        return "{\"kind\":\"OUTAGE\",\"phase\":\"ENDED\",\"endedAt\":\"" + endedAt
                + "\",\"callers\":{\"waited\":1},\"durationMillis\":" + length.toMillis() + "}";
    }

    /** Sets the response to requests for incidents. */
    public void reportsIncidents(String body) {
        toIncidents = new Answer(200, body);
    }

    /** Stops responding to requests for incidents. */
    public void hangsOverIncidents() {
        toIncidents = new Answer(0, "");
    }

    public void reconnects() {
        toPost = new Answer(200, "{\"status\":\"success\",\"message\":\"Database reconnected successfully\"}");
    }

    public void failsToReconnect(String error) {
        toPost = unhealthyAnswer(error);
    }

    /** Sets the response to POST. */
    public void answersReconnects(int status, String body) {
        toPost = new Answer(status, body);
    }

    /** Stops responding to GET. */
    public void hangs() {
        toGet = new Answer(0, "");
    }

    /** Sends only the response head to GET from now on. */
    public void hangsAfterTheHead() {
        toGet = new Answer(-1, "");
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** Returns the number of requests with that method. */
    public long count(String method) {
        return asked.stream().filter(one -> one.method().equals(method)).count();
    }

    private static Answer unhealthyAnswer(String error) {
        return new Answer(
                503, "{\"status\":\"error\",\"message\":\"Database connection failed\",\"error\":\"" + error + "\"}");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String method = exchange.getRequestMethod();
            asked.add(new Asked(
                    method,
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders().getFirst("Authorization")));
            boolean incidents = exchange.getRequestURI().getPath().endsWith("/incidents");
            answer(exchange, method.equals("POST") ? toPost : incidents ? toIncidents : toGet);
        }
    }

    private void answer(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.status() <= 0) {
            if (answer.status() < 0) {
                exchange.sendResponseHeaders(200, 1_000);
                exchange.getResponseBody().flush();
            }
            server.awaitEnd();
            return;
        }
        byte[] body = answer.body().getBytes(UTF_8);
        exchange.getResponseHeaders().add("Location", url() + "/elsewhere");
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /** Closes the service; new connections are refused. */
    @Override
    public void close() {
        server.close();
    }
}
