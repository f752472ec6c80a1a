package dev.lifeline.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.program.InstalledProgram;
import dev.lifeline.testing.program.ServiceProcess;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The packaged service, scraped by a real Prometheus with the rules for operators. */
class MetricsEndToEndIT {
    private static final Duration NOTICED = Duration.ofSeconds(60);
    private static final String UNREACHABLE = "LifelineDatabaseUnreachable";
    private static final String RECOVERIES = "lifeline_database_outage_recovery_seconds_count";

    private static final String DEAD_FLOWS = "lifeline_database_flows_cut_total{cause=\"dead_flow\"}";

    @TempDir
    private static Path directory;

    private static InstalledProgram promtool;
    private static PostgresServer database;
    private static ServiceProcess service;
    private static PrometheusServer prometheus;

    @BeforeAll
    static void start() {
        promtool = InstalledProgram.required("promtool", "prometheus");
        InstalledProgram program = InstalledProgram.required("prometheus", "prometheus");
        database = PostgresServer.started();
        service = ServiceProcess.startedOn(
                database,
                directory,
                Map.of(
                        "LIFELINE_ALERTS_WEBHOOK_URL",
                        "http://127.0.0.1:9/", // nothing listens there; alerts are still counted
                        "LIFELINE_OPERATION_DEADLINE",
                        "5m")); // a lock may be held for long
        await().atMost(NOTICED).until(() -> service.get("/api/health/database").statusCode() == 200);
        assertThat(service.post("/api/projects", "{\"slug\":\"apollo\",\"name\":\"Apollo\"}")
                        .statusCode())
                .isEqualTo(201);
        prometheus = PrometheusServer.scraping(program, directory, service.port());
    }

    @AfterAll
    static void end() {
        Stream.of(prometheus, service, database).forEach(MetricsEndToEndIT::close);
    }

    /** Closes a part of the test, which is absent if the test was skipped. */
    private static void close(AutoCloseable part) {
        try {
            if (part != null) {
                part.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** At first Prometheus misses the service. */
    @BeforeEach
    void await_quiet() {
        await().atMost(NOTICED).until(() -> alerts().isEmpty());
    }

    @Test
    void an_outage_is_alerted_on_until_it_ends() {
        double recoveries = number(RECOVERIES); // a busy machine may have had one at the start

        database.kill();

        await().atMost(NOTICED).until(() -> prometheus.alerts("firing").contains(UNREACHABLE));
        assertThat(number("lifeline_database_up")).isZero();
        assertThat(number("lifeline_database_outage_seconds_total")).isGreaterThan(2);

        database.start();

        await().atMost(NOTICED).until(() -> !alerts().contains(UNREACHABLE));
        await().atMost(NOTICED).until(() -> number("lifeline_database_up") == 1);
        assertThat(number(RECOVERIES)).isGreaterThan(recoveries);
    }

    @Test
    void a_lock_that_requests_wait_for_alerts_nobody() throws SQLException {
        double deadFlows = number(DEAD_FLOWS);
        List<CompletableFuture<HttpResponse<String>>> waiting;
        try (Connection holder = DriverManager.getConnection(database.jdbcUrl(), database.username(), "")) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("lock table projects");
            waiting = IntStream.range(0, 12) // two more than the number of connections
                    .mapToObj(i -> service.getAsync("/api/projects/apollo"))
                    .toList();

            await().during(Duration.ofSeconds(10))
                    .atMost(NOTICED)
                    .until(() -> prometheus.alerts("firing").isEmpty()
                            && !prometheus.alerts("pending").contains(UNREACHABLE));
            await().atMost(NOTICED).until(() -> number("lifeline_database_wait_verdicts_total{verdict=\"slow\"}") > 0);
            assertThat(number(DEAD_FLOWS)).isEqualTo(deadFlows);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
        }
        assertThat(waiting).allSatisfy(request -> assertThat(request)
                .succeedsWithin(NOTICED)
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200)));
    }

    @Test
    void metrics_are_named_by_convention_and_those_that_operators_are_pointed_to_exist() {
        String text = service.get("/metrics").body();

        InstalledProgram.Outcome check = promtool.run(directory, text, "check", "metrics");
        assertThat(check.output()).isEmpty();
        assertThat(check.exitCode()).isZero();
        assertThat(OperationsFiles.metricsIn(OperationsFiles.manual()))
                .containsAll(ourMetricsIn(text))
                .filteredOn(name -> !name.startsWith("instance:"))
                .allSatisfy(name -> assertThat(text).contains(name));

        List<String> expressions = Stream.concat(
                        OperationsFiles.dashboardExpressions().stream(),
                        OperationsFiles.rules().stream()
                                .map(rule -> rule.path("expr").asString()))
                .toList();
        assertThat(expressions).hasSizeGreaterThan(50).allSatisfy(prometheus::query);
        await().atMost(NOTICED).untilAsserted(() -> assertThat(prometheus.metrics())
                .containsAll(OperationsFiles.metricsIn(String.join("\n", expressions))));
    }

    private static TreeSet<String> ourMetricsIn(String exposition) {
        return exposition
                .lines()
                .filter(line -> line.startsWith("# TYPE lifeline_") || line.startsWith("# TYPE http_"))
                .map(line -> line.split(" ", -1)[2])
                .filter(name -> !name.endsWith("_max"))
                .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }

    private static List<String> alerts() {
        return Stream.of("pending", "firing")
                .flatMap(state -> prometheus.alerts(state).stream())
                .toList();
    }

    private static double number(String expression) {
        JsonNode series = prometheus.query(expression);
        return Double.parseDouble(series.path(0).path("value").path(1).asString());
    }
}
