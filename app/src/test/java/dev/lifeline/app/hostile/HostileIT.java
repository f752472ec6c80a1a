package dev.lifeline.app.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.program.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.regex.Pattern;
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
 * -Phostile}; needs 11,000 file descriptors and an otherwise idle machine.
 * {@code -Dlifeline.hostile.heaps=256m} and {@code -Dlifeline.hostile.attacks=PATTERN} select some.
 */
@Tag("hostile")
@Timeout(300)
class HostileIT {
    private static final Duration CALM = Duration.ofSeconds(2);
    private static final Duration LENGTH = Duration.ofSeconds(12);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Maximum data of all endless bodies together, which is mostly in the buffers of the system. */
    private static final long MOST_BYTES_TAKEN = 40_000_000;

    private static final String SMALLEST = "64m";

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
        Pattern names = Pattern.compile(System.getProperty("lifeline.hostile.attacks", ""));
        return Stream.of(
                        System.getProperty("lifeline.hostile.heaps", "64m,256m").split(","))
                .flatMap(heap -> HostileAttack.all().stream()
                        .filter(attack -> names.matcher(attack.name()).find())
                        .map(attack -> Arguments.of(heap, attack)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("attacks")
    void ordinary_client_notices_nothing(String heap, HostileAttack kind) {
        try (ServiceProcess service = started(heap, kind);
                var bystander = prepared(service);
                var attack = new Attack(service.port())) {
            addProjects(kind.furtherProjects());
            kind.samples().forEach(sample -> HostileRequestsIT.assertAnswered(service.port(), sample));
            var figures = new ProcessFigures(service.pid());
            pause(CALM);
            long before = figures.resident();
            Duration processorBefore = figures.processorTime();
            kind.begin().accept(attack);
            pause(LENGTH);
            bystander.stop();
            await().atMost(LIMIT).until(bystander::hasAllAnswers);
            Duration processor = figures.processorTime().minus(processorBefore);
            attack.stop();
            pause(CALM);

            String report = "%s, %s: %s, %s, memory %d, %d, %d MB, processor %d ms"
                    .formatted(
                            heap,
                            kind,
                            bystander.report(),
                            attack.report(),
                            before,
                            figures.peak(),
                            figures.resident(),
                            processor.toMillis());
            System.out.println("HOSTILE " + report);
            assertThat(bystander.failed()).as(report + service.output()).isZero();
            assertThat(attack.bytesTaken()).as(report).isLessThan(MOST_BYTES_TAKEN);
            if (!heap.equals(SMALLEST)) {
                assertThat(bystander.slow()).as(report).isZero();
            }
        }
    }

    private static ServiceProcess started(String heap, HostileAttack kind) {
        var environment = new HashMap<>(kind.environment(heap));
        environment.put("LIFELINE_DATABASE_URL", database.jdbcUrl());
        environment.put("LIFELINE_DATABASE_USERNAME", database.username());
        String script = Path.of("target", "bin", "lifeline").toAbsolutePath().toString();
        return ServiceProcess.run(kind.command(script), directory, environment, "--port", "0")
                .awaitStarted();
    }

    private static Bystander prepared(ServiceProcess service) {
        await().atMost(LIMIT).until(() -> service.get("/api/projects").statusCode() == 200);
        for (int i = 1; i <= HostileAttack.PROJECTS; i++) {
            service.post(
                    "/api/projects",
                    "{\"slug\":\"large-" + i + "\",\"name\":\"n\",\"description\":\"" + "\u4e2d".repeat(2_000) + "\"}");
        }
        return Bystander.of(service.port());
    }

    /** Replaces the projects that another row added; their slugs come after those of the others. */
    private static void addProjects(int count) {
        database.execute("delete from projects where slug like 'z-%'");
        database.execute("insert into projects (slug, name, description) select 'z-' || i, md5(i::text),"
                + " repeat(md5(i::text), 10) from generate_series(1, " + count + ") i");
        database.execute("vacuum analyze projects");
    }

    private static void pause(Duration length) {
        await().pollDelay(length).atMost(length.plus(LIMIT)).until(() -> true);
    }
}
