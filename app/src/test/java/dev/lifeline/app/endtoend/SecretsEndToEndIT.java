package dev.lifeline.app.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.program.ServiceProcess;
import dev.lifeline.testing.wait.Bounded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Searches all output of the program during an outage for secrets. */
@Timeout(240)
class SecretsEndToEndIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PASSWORD = "planted-password";
    private static final String WRITE = "planted-write-token-planted-write-token";
    private static final String ADMIN = "planted-admin-token-planted-admin-token";
    private static final String GUESS = "planted-guess";
    private static final String PLANTED = "planted-";

    @TempDir
    Path directory;

    @Test
    void no_output_of_a_run_with_faults_has_a_secret() throws Exception {
        Path write = Files.writeString(directory.resolve("write"), WRITE);
        try (var database = PostgresServer.started();
                var service = ServiceProcess.startedOn(database, directory, settings(write))) {
            await().atMost(SOON).until(() -> status(service) == 200);
            var said = new StringBuilder();
            say(said, service);
            database.kill();
            await().atMost(SOON).until(() -> status(service) == 503);
            refused(service);
            say(said, service);
            database.start();
            await().atMost(SOON).until(() -> status(service) == 200);
            assertThat(service.send("POST", "/api/health/database", "", "Authorization", "Bearer " + ADMIN)
                            .statusCode())
                    .isEqualTo(200);
            say(said, service);
            await().atMost(SOON).until(() -> service.output().contains("Wrong access tokens: "));

            assertThat(said + service.output())
                    .contains("Database connection lost", "lifeline_database_state", "lifeline-access-1")
                    .doesNotContain(PLANTED);
            String heap = new String(heap(service), ISO_8859_1);
            assertThat(heap.contains("lifeline-access-1")).isTrue();
            assertThat(heap.contains(WRITE)).isFalse(); // only its digest
        }
    }

    private static Map<String, String> settings(Path write) {
        return Map.of(
                "LIFELINE_DATABASE_PASSWORD", PASSWORD,
                "LIFELINE_ADMIN_TOKEN", ADMIN,
                "LIFELINE_ACCESS_WRITE_TOKEN_FILE", write.toString(),
                "LIFELINE_ALERTS_WEBHOOK_URL", "http://me:planted-user@127.0.0.1:1/planted-path?planted-query",
                "LIFELINE_ALERTS_AFTER", "0s",
                "LIFELINE_GATE_HOLD", "0s",
                "LIFELINE_LOG_LEVEL", "trace");
    }

    private static void refused(ServiceProcess service) throws IOException {
        String json = "{\"slug\":\"a\",\"name\":\"A\"}";
        for (String token : List.of(GUESS, ADMIN)) {
            assertThat(service.send("POST", "/api/projects", json, "Authorization", "Bearer " + token)
                            .statusCode())
                    .isBetween(401, 403);
        }
    }

    /** Adds the responses of the service, and the output of tools of the JDK and the system. */
    private void say(StringBuilder said, ServiceProcess service) throws IOException {
        for (String path : List.of(
                "/metrics",
                "/health",
                "/api/health/database",
                "/api/monitoring/status",
                "/api/monitoring/incidents",
                "/api/projects/none",
                "/")) {
            said.append(service.get(path).body()).append('\n');
        }
        for (String command : List.of("Thread.print", "VM.system_properties", "VM.command_line", "VM.flags")) {
            said.append(jcmd(service, command));
        }
        ProcessHandle.of(service.pid())
                .flatMap(process -> process.info().commandLine())
                .ifPresent(said::append);
    }

    private byte[] heap(ServiceProcess service) throws IOException {
        Path dump = directory.resolve("heap.hprof");
        jcmd(service, "GC.heap_dump", dump.toString());
        return Files.readAllBytes(dump);
    }

    private String jcmd(ServiceProcess service, String... arguments) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Path out = directory.resolve("jcmd.txt");
        var command = new ArrayList<>(List.of(jcmd.toString(), String.valueOf(service.pid())));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(Bounded.exitCode(process)).isZero();
        return Files.readString(out);
    }

    private static int status(ServiceProcess service) {
        return service.get("/api/health/database").statusCode();
    }
}
