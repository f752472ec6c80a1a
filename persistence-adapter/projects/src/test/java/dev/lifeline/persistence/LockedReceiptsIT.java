package dev.lifeline.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.testing.TestConfig;
import dev.lifeline.domain.write.WriteInProgressException;
import dev.lifeline.domain.write.WriteResult;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockedReceiptsIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static PostgresServer server;
    private static ProjectStore database;

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
        // Without a lock timeout, the insert waits until its deadline.
        server.execute("alter role postgres set lock_timeout = '500ms'");
        database = ProjectStore.open(TestConfig.of(server), event -> {});
        await().until(() -> database.dataSource().connection().check().isHealthy());
    }

    @AfterAll
    static void end() {
        database.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"share", "access exclusive"})
    void writes_wait_while_the_table_is_locked_for_longer_than_the_lock_timeout(String mode) throws SQLException {
        CompletableFuture<WriteResult<String>> random;
        CompletableFuture<WriteResult<String>> chosen;
        try (Connection other = locked(mode)) {
            random = write(WriteToken.random("locked"));
            chosen = write(WriteToken.of("locked", "chosen " + mode));
            await().during(Duration.ofMillis(2_500)).atMost(SOON).until(() -> !random.isDone() && !chosen.isDone());
            other.rollback();
        }

        assertThat(random).succeedsWithin(SOON).isEqualTo(new WriteResult<>("done", false));
        assertThat(chosen).succeedsWithin(SOON).isEqualTo(new WriteResult<>("done", false));
    }

    @Test
    void writes_also_wait_for_a_requested_lock_that_is_not_yet_granted() throws SQLException {
        CompletableFuture<WriteResult<String>> write;
        try (Connection reader = connect();
                Connection migration = connect()) {
            reader.setAutoCommit(false);
            reader.createStatement().execute("lock table write_receipts in access share mode");
            CompletableFuture<?> altering = CompletableFuture.runAsync(() -> alter(migration));
            await().until(() -> server.query("select count(*) from pg_locks where not granted") > 0);
            write = write(WriteToken.of("locked", "behind a queue"));
            await().during(Duration.ofMillis(2_500)).atMost(SOON).until(() -> !write.isDone());
            reader.rollback();
            assertThat(altering).succeedsWithin(SOON);
        }

        assertThat(write).succeedsWithin(SOON).isEqualTo(new WriteResult<>("done", false));
    }

    @Test
    void a_write_with_the_same_token_is_distinguished_from_a_lock() throws SQLException {
        WriteToken token = WriteToken.of("locked", "twin");
        try (Connection twin = connect()) {
            twin.setAutoCommit(false);
            twin.createStatement()
                    .execute("insert into write_receipts (scope, key, fingerprint) values ('locked', 'twin', '')");

            assertThat(write(token))
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(WriteInProgressException.class);
            twin.rollback();
        }
    }

    private static void alter(Connection migration) {
        try {
            migration.createStatement().execute("set lock_timeout = 0");
            migration.createStatement().execute("alter table write_receipts add column if not exists more int");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CompletableFuture<WriteResult<String>> write(WriteToken token) {
        return CompletableFuture.supplyAsync(
                () -> database.dataSource().write(token, connection -> "done"), work -> new Thread(work).start());
    }

    private static Connection locked(String mode) throws SQLException {
        Connection other = connect();
        other.setAutoCommit(false);
        other.createStatement().execute("lock table write_receipts in " + mode + " mode");
        return other;
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.username(), "");
    }
}
