package dev.lifeline.testing.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A service on loopback whose health endpoint answers over real HTTP what a test says; healthy at first. To be closed. Safe for
 * use by several threads.
 */
public final class RemoteService implements AutoCloseable {
    private static final Answer HEALTHY =
            new Answer(200, "{\"status\":\"success\",\"message\":\"Database connection is healthy\"}");

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Answer toGet = HEALTHY;
    private volatile Answer toPost = HEALTHY;
    private volatile Answer toIncidents = new Answer(404, "");
    private final LoopbackServer server = new LoopbackServer(this::handle);

    /** One request. */
    public record Asked(String method, String path, @Nullable String authorization) {}

    /** A status of 0 is no answer at all, a negative one the head of an answer whose body never comes. */
    private record Answer(int status, String body) {}

    public String url() {
        return server.url();
    }

    public void healthy() {
        toGet = HEALTHY;
    }

    public void unhealthy(String error) {
        toGet = unhealthyAnswer(error);
    }

    /** From now on GET is answered so. */
    public void answers(int status, String body) {
        toGet = new Answer(status, body);
    }

    /** Has it report outages of those lengths, newest first, after an incident of another kind and before an outage that goes on. */
    public void reportsOutages(Duration... lengths) {
        String outages = Arrays.stream(lengths)
                .map(length -> "{\"kind\":\"OUTAGE\",\"phase\":\"ENDED\",\"callers\":{\"waited\":1},\"durationMillis\":"
                        + length.toMillis() + "}")
                .collect(Collectors.joining(","));
        toIncidents = new Answer(
                200,
                "{\"incidents\":[{\"kind\":\"READ_ONLY\",\"phase\":\"ENDED\",\"durationMillis\":1},"
                        + "{\"kind\":\"OUTAGE\",\"phase\":\"ONGOING\",\"durationMillis\":null}," + outages + "]}");
    }

    public void reconnects() {
        toPost = new Answer(200, "{\"status\":\"success\",\"message\":\"Database reconnected successfully\"}");
    }

    public void failsToReconnect(String error) {
        toPost = unhealthyAnswer(error);
    }

    /** From now on POST is answered so. */
    public void answersReconnects(int status, String body) {
        toPost = new Answer(status, body);
    }

    /** From now on GET is not answered at all. */
    public void hangs() {
        toGet = new Answer(0, "");
    }

    /** From now on of an answer to GET no more comes than its head. */
    public void hangsAfterTheHead() {
        toGet = new Answer(-1, "");
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** How often it was asked with that method. */
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

    /** From now on nobody listens there. */
    @Override
    public void close() {
        server.close();
    }
}
