package dev.lifeline.datasource.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.program.ServiceProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Issue 15, number 12: no decision depends on the driver's messages, because the driver translates them. */
@Timeout(180)
class TranslatedMessagesIT {
    @TempDir
    private static Path directory;

    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
        server.setReadOnly(true);
        await().until(() -> server.texts("show default_transaction_read_only").equals(List.of("on")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "en, This statement has been closed.",
        "de, Die Anweisung wurde geschlossen.",
        "ru, Этот Statement закрыт.",
    })
    void reasons_are_the_same_in_every_language_of_the_driver(String language, String message) {
        try (ServiceProcess program = inLanguage(language)) {
            assertThat(program.exitCode()).as(program.output()).isZero();
            await().untilAsserted(() -> assertThat(program.output().lines().filter(line -> line.startsWith("reason ")))
                    .containsExactly(
                            "reason driver: " + message,
                            "reason write: Read-only server",
                            "reason timeout: Statement cancelled",
                            "reason interrupt: Request interrupted",
                            "reason cluster: Read-only server",
                            "reason nowhere: Connection refused"));
        }
    }

    private static ServiceProcess inLanguage(String language) {
        String java = ProcessHandle.current().info().command().orElse("java");
        List<String> command = List.of(
                java,
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Duser.language=" + language,
                "-cp",
                System.getProperty("java.class.path"),
                FailureReasons.class.getName());
        return ServiceProcess.run(command, directory, Map.of(), String.valueOf(server.port()), server.username());
    }
}
