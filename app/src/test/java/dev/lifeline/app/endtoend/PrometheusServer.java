package dev.lifeline.app.endtoend;

import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.program.InstalledProgram;
import dev.lifeline.testing.program.RunningProgram;
import dev.lifeline.testing.wait.Bounded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Prometheus on loopback with the settings and rules for operators, but at least ten times as fast: it scrapes
 * and evaluates every second, and an alert waits for a tenth of {@code for}. It sends no alerts.
 */
final class PrometheusServer implements AutoCloseable {
    private static final Pattern FOR = Pattern.compile("for: (\\d+)([sm])");
    private static final Pattern LISTENS = Pattern.compile("msg=\"Listening on\" address=(\\S+)");
    private static final Duration START = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final RunningProgram program;

    private PrometheusServer(RunningProgram program) {
        this.program = program;
    }

    /** Returns a server that has scraped the service on that port at least once. */
    static PrometheusServer scraping(InstalledProgram program, Path directory, int port) {
        try {
            Path settings = Files.writeString(directory.resolve("prometheus.yml"), settings(port));
            Files.writeString(directory.resolve("lifeline.rules.yml"), rules());
            PrometheusServer server = new PrometheusServer(program.start(
                    directory,
                    "--config.file=" + settings,
                    "--storage.tsdb.path=" + directory.resolve("metrics"),
                    "--web.listen-address=127.0.0.1:0"));
            await().atMost(START).until(() -> server.address() != null);
            await().atMost(START)
                    .ignoreExceptions()
                    .until(() -> server.query("up == 1").size() == 1);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String settings(int port) {
        return OperationsFiles.text("prometheus.yml")
                .replace("15s", "1s")
                .replace("127.0.0.1:3000", "127.0.0.1:" + port)
                .replace("127.0.0.1:9093", "127.0.0.1:1");
    }

    private static String rules() {
        return FOR.matcher(OperationsFiles.text("lifeline.rules.yml"))
                .replaceAll(found -> "for: " + seconds(found.group(1), found.group(2)) / 10 + "s");
    }

    private static int seconds(String number, String unit) {
        return Integer.parseInt(number) * (unit.equals("m") ? 60 : 1);
    }

    private String address() {
        Matcher matcher = LISTENS.matcher(program.output());
        return matcher.find() ? matcher.group(1) : null;
    }

    /** Returns the current time series of an expression. */
    JsonNode query(String expression) {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("result");
    }

    /** Returns the names of all metrics. */
    Set<String> metrics() {
        return get("/api/v1/label/__name__/values")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.toSet());
    }

    /** The alerts in that state, {@code pending} or {@code firing}, by name. */
    List<String> alerts(String state) {
        return get("/api/v1/alerts")
                .path("alerts")
                .valueStream()
                .filter(alert -> alert.path("state").asString().equals(state))
                .map(alert -> alert.path("labels").path("alertname").asString())
                .toList();
    }

    private JsonNode get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address() + path))
                .timeout(START)
                .build();
        JsonNode answer = new JsonMapper()
                .readTree(Bounded.get(client.sendAsync(request, BodyHandlers.ofString()))
                        .body());
        if (!answer.path("status").asString().equals("success")) {
            throw new IllegalStateException(path + ": " + answer);
        }
        return answer.path("data");
    }

    @Override
    public void close() {
        program.close();
    }
}
