package dev.lifeline.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.testing.Leftovers;
import dev.lifeline.datasource.testing.TestConfig;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionLost;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.testing.RecordingListener;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.wait.Bounded;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Faults from outside: a listener or password source that throws, a foreign lock during migration, many processes at
 * once.
 */
class EmbedderFaultsIT {
    private static final long OUR_LOCK = 0x6C69_6665_6C69_6E65L;
    private static final ProjectReference SOME = ProjectReference.parse("some-project");

    private final RecordingListener events = new RecordingListener();
    private PostgresServer server;

    @BeforeEach
    void start() {
        server = PostgresServer.started();
    }

    @AfterEach
    void end() {
        Leftovers.assertNoThreads();
        Leftovers.assertNoSessions(server);
        server.close();
    }

    @Test
    void a_listener_that_throws_fails_no_caller() {
        try (ProjectStore database = ProjectStore.open(TestConfig.of(server), event -> {
            throw new IllegalStateException("a failing listener");
        })) {
            assertThat(database.projects().find(SOME)).isEmpty();
        }
    }

    @Test
    void a_password_source_that_throws_is_reported_and_retried() {
        AtomicBoolean works = new AtomicBoolean();
        DatabaseCredentials credentials = new DatabaseCredentials(server.username(), () -> {
            if (works.get()) {
                return "";
            }
            throw new IllegalStateException("the vault is sealed");
        });
        try (ProjectStore database =
                ProjectStore.open(DatabaseConfig.of(DatabaseUrl.parse(server.jdbcUrl()), credentials), events)) {
            assertThat(database.dataSource().connection().check().reason())
                    .contains(FailureReason.AUTHENTICATION_FAILED);
            assertThat(database.dataSource().connection().health().state()).isEqualTo(ConnectionState.MISCONFIGURED);

            works.set(true);

            await().atMost(Duration.ofSeconds(15))
                    .until(() -> database.dataSource().connection().health().state() == ConnectionState.CONNECTED);
        }
    }

    @Test
    void checks_do_not_retry_refused_credentials_more_often() {
        try (ProjectStore database = ProjectStore.open(
                DatabaseConfig.of(
                        DatabaseUrl.parse(server.jdbcUrl().replace("/postgres", "/nowhere")),
                        DatabaseCredentials.of(server.username(), "")),
                events)) {
            assertThat(database.dataSource().connection().check().reason())
                    .contains(FailureReason.INVALID_CONFIGURATION);
            var first = database.dataSource().connection().check();

            assertThat(database.dataSource().connection().check()).isSameAs(first);
        }
    }

    @Test
    void a_closed_store_does_not_migrate() throws SQLException {
        try (Connection other = DriverManager.getConnection(server.jdbcUrl(), server.username(), "")) {
            other.createStatement().execute("select pg_advisory_lock(" + OUR_LOCK + ")");
            ProjectStore database = ProjectStore.open(TestConfig.of(server), events);
            await().until(() ->
                    server.query("select count(*) from pg_locks where locktype = 'advisory' and not granted") == 1);

            database.close();

            assertThatThrownBy(() -> database.projects().find(SOME))
                    .isInstanceOfSatisfying(DatabaseUnavailableException.class, e -> assertThat(e.reason())
                            .isEqualTo(FailureReason.SHUTTING_DOWN));
        }
        Leftovers.assertNoThreads();
        assertThat(server.query("select count(*) from pg_tables where tablename = 'projects'"))
                .isZero();
    }

    @Test
    void several_stores_started_together_on_an_empty_schema_all_serve() {
        List<CompletableFuture<ProjectStore>> opened = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> ProjectStore.open(TestConfig.of(server), events)))
                .limit(4)
                .toList();

        for (CompletableFuture<ProjectStore> one : opened) {
            try (ProjectStore database = Bounded.get(one)) {
                assertThat(database.projects().find(SOME)).isEmpty();
            }
        }
        assertThat(events.ofType(ConnectionLost.class)).isEmpty();
    }
}
