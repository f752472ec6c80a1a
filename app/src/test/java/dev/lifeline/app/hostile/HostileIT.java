package dev.lifeline.app.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.program.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Attacks on the packaged service, with an ordinary client beside them, at two sizes of the heap. Runs with {@code
 * -Phostile}; needs 21,000 file descriptors and an otherwise idle machine.
 */
@Tag("hostile")
@Timeout(300)
class HostileIT {
    private static final Duration CALM = Duration.ofSeconds(2);
    private static final Duration LENGTH = Duration.ofSeconds(12);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int PROJECTS = 100;
    private static final String LARGE_PAGE = "/api/projects?limit=" + PROJECTS;

    @TempDir
    private static Path directory;

    private static PostgresServer database;

    @BeforeAll
    static void startDatabase() {
        database = PostgresServer.started();
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    private static Stream<Arguments> attacks() {
        return Stream.of("64m", "256m")
                .flatMap(heap -> Stream.of(
                        attack(heap, "3,000 half bodies", attack -> attack.halfBodies(3_000, 60_000)),
                        attack(
                                heap,
                                "200 pipelines of 400 requests, nothing read",
                                attack -> attack.unreadPipelines(200, 400, "/api/projects/large-1")),
                        attack(
                                heap,
                                "300 x 40 answers of 0.6 MB, nothing read",
                                attack -> attack.unreadPipelines(300, 40, LARGE_PAGE)),
                        attack(
                                heap,
                                "10,000 connections, a look-up on each",
                                attack -> attack.requests(10_000, "/api/projects/large-1")),
                        attack(
                                heap,
                                "bodies without end",
                                attack -> attack.endlessBodies(32, "POST /nothing HTTP/1.1")),
                        attack(heap, "64 searches at once", attack -> attack.busy(64, LARGE_PAGE + "&q=zzz"))));
    }

    private static Arguments attack(String heap, String name, Consumer<Attack> attack) {
        return Arguments.of(heap, name, attack);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("attacks")
    void ordinary_client_notices_nothing(String heap, String name, Consumer<Attack> begin) {
        Map<String, String> settings = Map.of("JAVA_OPTS", "-Xmx" + heap);
        try (ServiceProcess service = ServiceProcess.startedOn(database, directory, settings);
                var bystander = prepared(service);
                var attack = new Attack(service.port())) {
            pause(CALM);
            begin.accept(attack);
            pause(LENGTH);
            bystander.stop();
            await().atMost(LIMIT).until(bystander::hasAllAnswers);

            String report = heap + ", " + name + ": " + bystander.report() + ", " + attack.report();
            System.out.println(report);
            assertThat(bystander.failed()).as(report).isZero();
            assertThat(bystander.slow()).as(report).isZero();
            assertThat(attack.bytesTaken()).as(report).isLessThan(20_000_000);
        }
    }

    private static Bystander prepared(ServiceProcess service) {
        await().atMost(LIMIT).until(() -> service.get("/api/projects").statusCode() == 200);
        for (int i = 1; i <= PROJECTS; i++) {
            service.post(
                    "/api/projects",
                    "{\"slug\":\"large-" + i + "\",\"name\":\"n\",\"description\":\"" + "\u4e2d".repeat(2_000) + "\"}");
        }
        return Bystander.of(service.port());
    }

    private static void pause(Duration length) {
        await().pollDelay(length).atMost(length.plus(LIMIT)).until(() -> true);
    }
}
