package dev.lifeline.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.http.Receiver;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.program.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service sends alerts about its database to a webhook. */
class AlertEndToEndIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Receiver receiver = new Receiver();

    @TempDir
    private Path directory;

    private PostgresServer database;
    private ServiceProcess service;

    @BeforeEach
    void start() {
        database = PostgresServer.started();
        service = ServiceProcess.startedOn(
                database,
                directory,
                Map.of(
                        "LIFELINE_ALERTS_WEBHOOK_URL",
                        receiver.url("/services/secret"),
                        "LIFELINE_ALERTS_INSTANCE",
                        "checkout",
                        "LIFELINE_ALERTS_AFTER",
                        "0s"));
        await().atMost(SOON).until(() -> health() == 200 && !newest().contains("\"status\":\"firing\""));
    }

    @AfterEach
    void end() {
        service.close();
        database.close();
        receiver.close();
    }

    @Test
    void an_outage_is_told_once_and_so_is_its_end() {
        database.kill();
        // this request detects the outage; without it the next periodic check would
        assertThat(health()).isEqualTo(503);
        await().atMost(SOON).until(() -> newest().contains("\"status\":\"firing\""));
        String key = key(newest());

        database.start();

        await().atMost(SOON).until(() -> newest().contains("\"status\":\"resolved\""));
        assertThat(receiver.bodies())
                .filteredOn(body -> key(body).equals(key))
                .satisfiesExactly(
                        body -> assertThat(body)
                                .startsWith("{\"text\":\"[FIRING] checkout: Database connection lost: "),
                        body -> assertThat(body)
                                .startsWith("{\"text\":\"[RESOLVED] checkout: Database connection recovered after "));
        await().until(() -> service.get("/metrics")
                .body()
                .contains("lifeline_alerts_deliveries_total{channel=\"webhook\",result=\"delivered\"} "
                        + receiver.bodies().size() + ".0"));
        assertThat(service.output())
                .contains("Alerts go to the webhook (" + receiver.url("/…") + ")")
                .doesNotContain("secret");
        assertThat(service.terminate()).isZero();
    }

    /**
     * Returns the key of an alert. On a busy machine the first check of the service may fail, which is an outage with
     * another key.
     */
    private static String key(String body) {
        return body.replaceFirst(".*\"key\":\"([^\"]+)\".*", "$1");
    }

    private String newest() {
        List<String> bodies = receiver.bodies();
        return bodies.isEmpty() ? "" : bodies.get(bodies.size() - 1);
    }

    private int health() {
        return service.get("/api/health/database").statusCode();
    }
}
