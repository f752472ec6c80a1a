package dev.lifeline.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.testing.TestConfig;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.project.ProjectPage;
import dev.lifeline.domain.project.ProjectQuery;
import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Searches may read all rows; they end before their callers' deadline. */
@Timeout(90)
class SearchTimeIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void a_search_is_cancelled_after_some_seconds_and_the_database_is_not_taken_for_lost() throws SQLException {
        try (PostgresServer server = PostgresServer.started();
                ProjectStore database = ProjectStore.open(TestConfig.of(server), event -> {})) {
            await().until(() -> database.dataSource().connection().check().isHealthy());
            CompletableFuture<ProjectPage> page;
            try (Connection other = DriverManager.getConnection(server.jdbcUrl(), server.username(), "")) {
                other.setAutoCommit(false);
                other.createStatement().execute("lock table projects");

                CompletableFuture<ProjectPage> search = list(database, "a");
                page = list(database, null);

                assertThat(search)
                        .failsWithin(SOON)
                        .withThrowableThat()
                        .havingCause()
                        .isInstanceOfSatisfying(DatabaseUnavailableException.class, e -> assertThat(e.reason())
                                .isEqualTo(FailureReason.STATEMENT_CANCELLED));
                assertThat(page).isNotDone();
                other.rollback();
            }
            assertThat(page).succeedsWithin(SOON);
            assertThat(database.dataSource().connection().check().isHealthy()).isTrue();
        }
    }

    @Test
    void another_limit_can_be_set() throws SQLException {
        try (PostgresServer server = PostgresServer.started();
                ProjectStore database = ProjectStore.start(
                        TestConfig.of(server), event -> {}, new OperationTracer() {}, Duration.ofMillis(500))) {
            await().until(() -> database.dataSource().connection().check().isHealthy());
            try (Connection other = DriverManager.getConnection(server.jdbcUrl(), server.username(), "")) {
                other.setAutoCommit(false);
                other.createStatement().execute("lock table projects");

                long begun = System.nanoTime();
                assertThat(list(database, "a")).failsWithin(SOON);
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(ProjectStore.DEFAULT_SEARCH_LIMIT);
                other.rollback();
            }
        }
    }

    private static CompletableFuture<ProjectPage> list(ProjectStore database, String text) {
        return CompletableFuture.supplyAsync(() -> database.projects().list(new ProjectQuery(20, null, text)));
    }
}
