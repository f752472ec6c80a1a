package dev.lifeline.persistence.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.domain.connection.TransactionInDoubtException;
import dev.lifeline.domain.write.WriteResult;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.persistence.ProjectStore;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.FaultProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Synchronous replication: no write may be acknowledged before the standby has it. */
class ReplicatedWriteFaultIT {
    private static final WriteToken TOKEN = WriteToken.of("entry", "the-one");

    private PostgresServer primary;
    private PostgresServer standby;
    private FaultProxy proxy;

    @BeforeEach
    void start() {
        primary = PostgresServer.started();
        standby = PostgresServer.standbyOf(primary);
        proxy = FaultProxy.to(primary.port());
        primary.execute("create table entries (name text not null)");
    }

    @AfterEach
    void stop() {
        proxy.close();
        standby.close();
        primary.close();
    }

    /**
     * Terminating or cancelling a backend that waits for the standby ends only the wait: the write stays committed,
     * possibly on the primary alone.
     */
    @ParameterizedTest
    @EnumSource
    void a_write_with_an_aborted_replication_wait_is_acknowledged_when_the_standby_has_it(Cut cut) {
        try (ProjectStore database = open(Duration.ofSeconds(30))) {
            standby.freeze();
            CompletableFuture<WriteResult<String>> write = onAThread(database);
            awaitCommitThatWaits();
            String begun = primary.texts("select clock_timestamp()").get(0);

            switch (cut) {
                case CONNECTION_LOST -> proxy.cut();
                case ENDED -> tellThoseWhoWait("pg_terminate_backend");
                case CANCELLED -> tellThoseWhoWait("pg_cancel_backend");
            }

            awaitAnotherThatWaits(begun);
            assertThat(write).isNotDone();
            standby.thaw();
            assertThat(write).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(new WriteResult<>("done", false));
            assertThat(entriesOf(standby)).isEqualTo(1);
        }
    }

    enum Cut {
        CONNECTION_LOST,
        ENDED,
        /** The server reports success. */
        CANCELLED
    }

    private void tellThoseWhoWait(String what) {
        primary.query("select count(" + what + "(pid)) from pg_stat_activity where wait_event = 'SyncRep'");
    }

    @Test
    void a_COMMIT_on_a_borrowed_connection_waits_for_the_standby() throws Exception {
        try (ProjectStore database = open(Duration.ofSeconds(3));
                Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("insert into entries values ('one')");
            standby.freeze();

            CompletableFuture<Void> commit = CompletableFuture.runAsync(() -> commit(connection));
            await().until(() -> primary.query("select count(*) from pg_stat_activity where wait_event = 'SyncRep'"
                            + " and clock_timestamp() - state_change > interval '5 s'")
                    == 1);
            assertThat(commit).isNotDone();
            standby.thaw();

            assertThat(commit).succeedsWithin(Duration.ofSeconds(20));
        }
    }

    private static void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_write_that_the_standby_does_not_receive_in_time_is_in_doubt() {
        try (ProjectStore database = open(Duration.ofSeconds(3))) {
            standby.freeze();

            assertThat(onAThread(database))
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withCauseInstanceOf(TransactionInDoubtException.class);

            standby.thaw();
            assertThat(write(database)).isEqualTo(new WriteResult<>("done", true));
            assertThat(entriesOf(primary)).isEqualTo(1);
            assertThat(entriesOf(standby)).isEqualTo(1);
        }
    }

    /** Opens a store and creates its schema. */
    private ProjectStore open(Duration deadline) {
        var url = DatabaseUrl.parse("jdbc:postgresql://127.0.0.1:" + proxy.port() + "/postgres");
        ProjectStore database = ProjectStore.open(
                DatabaseConfig.of(url, DatabaseCredentials.of("postgres", "")).withOperationDeadline(deadline),
                event -> {});
        database.dataSource().write(WriteToken.random("first"), connection -> "");
        return database;
    }

    private static CompletableFuture<WriteResult<String>> onAThread(ProjectStore database) {
        return CompletableFuture.supplyAsync(() -> write(database), task -> new Thread(task, "writer").start());
    }

    private static WriteResult<String> write(ProjectStore database) {
        return database.dataSource().write(TOKEN, connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("insert into entries values ('one')");
            }
            return "done";
        });
    }

    private void awaitCommitThatWaits() {
        await().until(() -> primary.query("select count(*) from pg_stat_activity where wait_event = 'SyncRep'") == 1);
    }

    /** Waits until the next attempt waits as well, either for the standby or for the backend of the first attempt. */
    private void awaitAnotherThatWaits(String begun) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> primary.query("select count(*) from pg_stat_activity where application_name = 'lifeline'"
                                + " and (wait_event = 'SyncRep' or wait_event_type = 'Lock')"
                                + " and query_start > '" + begun + "'")
                        > 0);
    }

    private static int entriesOf(PostgresServer server) {
        return server.query("select count(*) from entries");
    }
}
