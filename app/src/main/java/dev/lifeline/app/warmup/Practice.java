package dev.lifeline.app.warmup;

import dev.lifeline.domain.time.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Requests of all kinds, including writes, and many of the most frequent kinds, so that the virtual machine records the
 * code they use. Only for a database without valuable data.
 */
public final class Practice {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> LOOKS = List.of(
            "/health",
            "/health/live",
            "/health/ready",
            "/health/started",
            "/metrics",
            "/nowhere",
            "/api/health/database");
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final Map<String, String> CHANGE = Map.of("Content-Type", "application/json", "If-Match", "*");
    private static final String PROJECT =
            "{\"slug\":\"practice\",\"name\":\"Practice\",\"description\":\"To be removed\"}";
    private static final String PATH = "/api/projects/practice";

    private final int port;
    private final Client client;
    private final Ticker ticker;

    /** @param port loopback port of the service */
    public Practice(int port, Ticker ticker) {
        this.port = port;
        this.client = new Client(port);
        this.ticker = ticker;
    }

    /** Sends the requests, for at most some 20 s; the responses do not matter. */
    public void run() throws InterruptedException {
        try {
            looks();
            changes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        new WarmUp(PATIENCE, port, Map.of(), () -> true, ticker).run();
    }

    private void looks() throws IOException {
        for (String path : LOOKS) {
            client.get(path, PATIENCE);
        }
    }

    private void changes() throws IOException {
        client.send("POST", "/api/projects", PROJECT, JSON, PATIENCE);
        client.send("POST", "/api/projects", PROJECT, JSON, PATIENCE);
        client.send("POST", "/api/projects", "{\"slug\":\"No slug\"}", JSON, PATIENCE);
        client.get("/api/projects?q=prac&limit=3", PATIENCE);
        client.send("PUT", PATH, PROJECT, CHANGE, PATIENCE);
        client.send("DELETE", PATH, "", CHANGE, PATIENCE);
    }
}
