package dev.lifeline.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.program.ServiceProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program when it is stopped, during its start or later. */
class StopEndToEndIT {
    private static final String NOBODY_THERE = "postgresql://app@127.0.0.1:1/app";

    @TempDir
    private Path directory;

    @Test
    void unready_service_serves_on_for_the_delay() {
        Map<String, String> settings = Map.of("DATABASE_URL", NOBODY_THERE, "LIFELINE_SHUTDOWN_DELAY", "3s");
        try (ServiceProcess service = ServiceProcess.started(directory, settings)) {
            assertThat(service.get("/health/ready").statusCode()).isEqualTo(200);

            service.signal();

            await().until(() -> service.get("/health/ready").statusCode() == 503);
            assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(service.get("/metrics").statusCode()).isEqualTo(200);
            assertThat(service.exitCode()).isZero();
            assertThat(service.output()).contains("Lifeline stops", "Lifeline has stopped");
        }
    }

    @Test
    void signal_during_the_start_ends_it_and_leaves_nothing_behind() {
        Path data = directory.resolve("data");
        Map<String, String> settings = Map.of("LIFELINE_EMBEDDED_DATA_DIRECTORY", data.toString());
        try (ServiceProcess service = ServiceProcess.run(directory, settings, "--port", "0")) {
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(data.resolve("PG_VERSION")));

            assertThat(service.terminate()).isZero();

            assertThat(service.output())
                    .contains("was asked to stop before it had started", "Lifeline has stopped")
                    .doesNotContain("listens on")
                    .doesNotContain("Exception");
        }
        assertThat(data.resolve("postmaster.pid")).doesNotExist();
    }

    @Test
    void port_in_use_is_told_before_a_database_is_started() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServiceProcess service =
                        ServiceProcess.run(directory, Map.of(), "--port", Integer.toString(taken.getLocalPort()))) {
            assertThat(service.exitCode()).isEqualTo(1);
            assertThat(service.output())
                    .contains("Cannot listen on 127.0.0.1:" + taken.getLocalPort(), "lifeline.http.port")
                    .doesNotContain("embedded");
        }
    }
}
