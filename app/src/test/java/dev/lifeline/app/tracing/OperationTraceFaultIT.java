package dev.lifeline.app.tracing;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.config.GateConfig;
import dev.lifeline.datasource.testing.TestConfig;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.monitoring.Tracing;
import dev.lifeline.persistence.ProjectStore;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.CommitCutter;
import dev.lifeline.testing.trace.RecordedSpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Spans of operations on a real server, with and without faults. */
class OperationTraceFaultIT {
    private static final ProjectReference APOLLO = ProjectReference.parse("apollo");
    private static final NewProject CONTENT = new NewProject(new Slug("apollo"), "Apollo", null);

    @AutoClose
    private final RecordedSpans spans = RecordedSpans.startWithoutPropagator();

    private final PostgresServer server = PostgresServer.started();
    private ProjectStore database = open(TestConfig.of(server));

    @BeforeEach
    void a_project_is_there() {
        database.projects().create(WriteToken.of("test", "apollo"), CONTENT);
    }

    @AfterEach
    void end() {
        database.close();
        server.close();
    }

    @Test
    void a_read_and_a_write_that_meet_with_nothing_are_spans_without_events() {
        database.projects().find(APOLLO);

        assertThat(spans.named("find projects")).singleElement().satisfies(OperationTraceFaultIT::isWell);
        assertThat(spans.last("find projects").getEvents()).isEmpty();
        assertThat(spans.named("create projects")).singleElement().satisfies(OperationTraceFaultIT::isWell);
    }

    @Test
    void a_read_on_a_session_that_was_terminated_tells_of_its_failed_attempt_and_its_pause() {
        database.projects().find(APOLLO);
        assertThat(server.terminateSessions()).isPositive();

        database.projects().find(APOLLO);

        SpanData span = spans.last("find projects");
        isWell(span);
        assertThat(RecordedSpans.events(span)).startsWith("lifeline.attempt_failed", "lifeline.waited");
        assertThat(valuesOf(span, stringKey("lifeline.reason"))).containsOnly("connection_lost");
        assertThat(valuesOf(span, stringKey("lifeline.wait.for"))).startsWith("repetition");
        assertThat(span.getAttributes().get(longKey("lifeline.failed_attempts")))
                .isPositive();
    }

    @Test
    void a_read_that_waited_through_a_restart_tells_how_long_it_waited_at_the_gate() {
        server.stop();
        assertThat(database.dataSource().connection().check().isHealthy()).isFalse();
        CompletableFuture<Void> read = CompletableFuture.runAsync(
                () -> database.projects().find(APOLLO), task -> new Thread(task, "reader").start());
        await().until(() -> database.dataSource().connection().health().load().waiting() == 1);

        server.start();

        assertThat(read).succeedsWithin(Duration.ofSeconds(20));
        SpanData span = spans.last("find projects");
        isWell(span);
        assertThat(valuesOf(span, stringKey("lifeline.wait.for"))).contains("database");
        assertThat(valuesOf(span, booleanKey("lifeline.wait.in_vain"))).containsOnly(false);
        assertThat(valuesOf(span, doubleKey("lifeline.wait.seconds")))
                .allSatisfy(seconds -> assertThat(seconds).isPositive());
    }

    @Test
    void a_read_that_is_refused_tells_why() {
        database.close();
        database = open(TestConfig.of(server).withGate(GateConfig.defaults().withHold(Duration.ofMillis(300))));
        await().ignoreExceptionsInstanceOf(DatabaseUnavailableException.class)
                .until(() -> database.projects().find(APOLLO).isPresent());
        server.stop();
        assertThat(database.dataSource().connection().check().isHealthy()).isFalse();

        assertThatThrownBy(() -> database.projects().find(APOLLO)).isInstanceOf(DatabaseUnavailableException.class);

        SpanData span = spans.last("find projects");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getStatus().getDescription()).isEqualTo("Connection refused");
        assertThat(span.getAttributes().get(stringKey("error.type"))).isEqualTo("connection_refused");
        assertThat(valuesOf(span, booleanKey("lifeline.wait.in_vain"))).containsExactly(true);
        assertThat(span.toString()).doesNotContain("127.0.0.1", "postgres://", "select");
    }

    @Test
    void a_write_whose_COMMIT_went_unanswered_tells_what_became_of_it() {
        try (CommitCutter cutter = CommitCutter.to(server.port());
                ProjectStore through = open(config(cutter.port()))) {
            through.dataSource().read(connection -> connection.createStatement().execute("select 1"));
            cutter.cutReplyAfter(0);

            through.dataSource().write(WriteToken.random("test"), connection -> {
                connection.createStatement().execute("update projects set name = 'Changed'");
                return "";
            });
        }

        SpanData span = spans.last("write");
        isWell(span);
        assertThat(RecordedSpans.events(span)).contains("lifeline.attempt_failed", "lifeline.outcome_resolved");
        assertThat(valuesOf(span, booleanKey("lifeline.committed"))).containsExactly(true);
    }

    @Test
    void a_write_that_was_done_before_tells_so() {
        database.projects().create(WriteToken.of("test", "apollo"), CONTENT);

        assertThat(RecordedSpans.events(spans.last("create projects"))).containsExactly("lifeline.replayed");
    }

    private static ProjectStore open(DatabaseConfig config) {
        return ProjectStore.open(config, event -> {}, Tracing.global().operations());
    }

    private static DatabaseConfig config(int port) {
        return DatabaseConfig.of(
                DatabaseUrl.parse("jdbc:postgresql://127.0.0.1:" + port + "/postgres"),
                DatabaseCredentials.of("postgres", ""));
    }

    private static void isWell(SpanData span) {
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(span.getAttributes().get(stringKey("db.system.name"))).isEqualTo("postgresql");
    }

    private static <T> List<T> valuesOf(SpanData span, AttributeKey<T> key) {
        return span.getEvents().stream()
                .map(event -> event.getAttributes().get(key))
                .filter(value -> value != null)
                .toList();
    }
}
