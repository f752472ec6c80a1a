package dev.lifeline.monitoring.internal.alert;

import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.program.InstalledProgram;
import dev.lifeline.testing.program.RunningProgram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Alertmanager on loopback, which notifies a webhook. */
final class Alertmanager implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Pattern LISTENING = Pattern.compile("Listening on\" address=(127\\.0\\.0\\.1:\\d+)");

    private final RunningProgram program;
    private final String url;

    private Alertmanager(RunningProgram program, String url) {
        this.program = program;
        this.url = url;
    }

    /** Starts an Alertmanager with its data in the directory. Skips the test if the program is not installed. */
    static Alertmanager start(Path directory, String webhook) throws IOException {
        InstalledProgram binary = InstalledProgram.required("prometheus-alertmanager", "prometheus-alertmanager");
        Path settings = Files.writeString(
                directory.resolve("alertmanager.yml"),
                """
                route:
                  receiver: webhook
                  group_by: [alertname, instance]
                  group_wait: 0s
                  group_interval: 1s
                receivers:
                  - name: webhook
                    webhook_configs:
                      - url: %s
                        send_resolved: true
                """
                        .formatted(webhook));
        var program = binary.start(
                directory,
                "--config.file=" + settings,
                "--storage.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:0",
                "--cluster.listen-address=");
        await().atMost(START).until(() -> LISTENING.matcher(program.output()).find() || !program.isAlive());
        Matcher address = LISTENING.matcher(program.output());
        if (!address.find()) {
            throw new IllegalStateException("The Alertmanager did not start: " + program.output());
        }
        return new Alertmanager(program, "http://" + address.group(1));
    }

    String url() {
        return url;
    }

    /** Returns the active alerts, in JSON. */
    String active() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + "/api/v2/alerts?active=true"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
        program.close();
    }
}
