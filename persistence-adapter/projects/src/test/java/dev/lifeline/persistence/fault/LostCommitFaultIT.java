package dev.lifeline.persistence.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.config.GateConfig;
import dev.lifeline.datasource.config.RetryConfig;
import dev.lifeline.domain.connection.ConnectionEvent.OutcomeResolved;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.TransactionInDoubtException;
import dev.lifeline.domain.testing.RecordingListener;
import dev.lifeline.domain.write.WriteResult;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.persistence.ProjectStore;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.CommitCutter;
import dev.lifeline.testing.proxy.FaultProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connection breaks around a COMMIT: before it arrives, while it runs, or before its response arrives. */
class LostCommitFaultIT {
    /** Length of the Sync message, which is the last one of a request. */
    private static final int SYNC_BYTES = 5;

    private static PostgresServer server;

    private final RecordingListener events = new RecordingListener();

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void empty() {
        server.execute("drop table if exists entries");
        server.execute("create table entries (name text not null)");
    }

    @Test
    void a_write_runs_once_if_the_connection_is_cut_at_any_byte_of_its_COMMIT() {
        try (CommitCutter cutter = CommitCutter.to(server.port());
                ProjectStore database = open(cutter.port())) {
            int requestBytes = writeUntilBeyond(database, cutter, cutter::cutRequestAfter, "request");
            int replyBytes = writeUntilBeyond(database, cutter, cutter::cutReplyAfter, "reply");

            assertThat(requestBytes).as("positions in the request").isGreaterThan(10); // one message
            assertThat(replyBytes).as("positions in the reply").isGreaterThan(15);
            await().untilAsserted(() -> assertThat(events.ofType(OutcomeResolved.class))
                    .as("outcomes of the writes with a lost response")
                    .hasSize(requestBytes + replyBytes));
            await().untilAsserted(() -> assertThat(
                            events.ofType(OutcomeResolved.class).stream().filter(OutcomeResolved::committed))
                    .as("committed: the server commits as soon as it has read the message before the last")
                    .hasSizeBetween(replyBytes, replyBytes + SYNC_BYTES));
        }
    }

    /** Cuts one byte later in each round and returns the number of cut positions. */
    private int writeUntilBeyond(ProjectStore database, CommitCutter cutter, IntConsumer cut, String kind) {
        for (int position = 0; ; position++) {
            String name = kind + "-" + position;
            cut.accept(position);

            WriteResult<String> written =
                    database.dataSource().write(WriteToken.random("entry"), connection -> insert(connection, name));

            assertThat(written).isEqualTo(new WriteResult<>(name, false));
            assertThat(count(name)).as(name).isEqualTo(1);
            assertThat(cutter.isDone()).isTrue();
            if (cutter.wasBeyond()) {
                return position;
            }
        }
    }

    @Test
    void a_write_runs_once_if_its_COMMIT_is_never_answered() {
        try (CommitCutter cutter = CommitCutter.to(server.port());
                ProjectStore database = open(cutter.port())) {
            for (int i = 0; i < 20; i++) {
                String name = "unanswered-" + i;
                cutter.cutWhileUnanswered();
                database.dataSource().write(WriteToken.random("entry"), connection -> insert(connection, name));
                assertThat(count(name)).as(name).isEqualTo(1);
            }
        }
    }

    @Test
    void a_COMMIT_that_takes_three_seconds_is_not_repeated() {
        makeCommitsOf("slow", 3);
        try (CommitCutter cutter = CommitCutter.to(server.port());
                ProjectStore database = open(cutter.port())) {
            AtomicInteger runs = new AtomicInteger();
            cutter.cutWhileUnanswered();

            WriteResult<String> written = database.dataSource().write(WriteToken.random("entry"), connection -> {
                runs.incrementAndGet();
                return insert(connection, "slow");
            });

            assertThat(written.replayed()).isFalse();
            assertThat(count("slow")).isEqualTo(1);
            assertThat(runs).hasValueBetween(1, 2);
            await().untilAsserted(() ->
                    assertThat(events.ofType(OutcomeResolved.class)).hasSize(1));
        }
    }

    @Test
    void a_slow_COMMIT_on_a_silently_dead_connection_runs_once() {
        makeCommitsOf("silent", 3);
        try (FaultProxy proxy = FaultProxy.to(server.port());
                ProjectStore database = open(proxy.port())) {
            CompletableFuture<WriteResult<String>> write = CompletableFuture.supplyAsync(
                    () -> database.dataSource()
                            .write(WriteToken.random("entry"), connection -> insert(connection, "silent")),
                    task -> new Thread(task, "writer").start());
            awaitActive("query ilike 'commit'");

            proxy.loseReplies();

            assertThat(write).succeedsWithin(Duration.ofSeconds(25));
            assertThat(count("silent")).isEqualTo(1);
        }
    }

    /** The second attempt waits on the server for the first one, and its connection dies as well. */
    @Test
    void backends_of_earlier_attempts_are_terminated() {
        makeCommitsOf("stuck", 28);
        Queue<String> names = new ConcurrentLinkedQueue<>(List.of("stuck", "second", "third"));
        try (FaultProxy proxy = FaultProxy.to(server.port());
                ProjectStore database = open(proxy.port())) {
            CompletableFuture<WriteResult<String>> write = CompletableFuture.supplyAsync(
                    () -> database.dataSource()
                            .write(WriteToken.random("entry"), connection -> insert(connection, names.remove())),
                    task -> new Thread(task, "writer").start());
            awaitActive("query ilike 'commit'");
            proxy.cut();
            awaitActive("query like '%write_receipts%' and wait_event_type = 'Lock'");
            proxy.cut();

            assertThat(write).succeedsWithin(Duration.ofSeconds(18));
            assertThat(count("stuck")).isZero();
            assertThat(server.query("select count(*) from entries where name <> 'first'"))
                    .isEqualTo(1);
        }
    }

    private static void awaitActive(String which) {
        await().until(() ->
                server.query("select count(*) from pg_stat_activity where state = 'active' and " + which) == 1);
    }

    /** With a single attempt, the outcome cannot be determined. */
    @Test
    void a_write_with_an_unknown_outcome_is_reported_as_in_doubt_and_resolved_with_its_token() {
        WriteToken token = WriteToken.random("entry");
        try (CommitCutter cutter = CommitCutter.to(server.port());
                ProjectStore database = open(config(cutter.port(), 1))) {
            cutter.cutReplyAfter(0);

            assertThatExceptionOfType(TransactionInDoubtException.class)
                    .isThrownBy(() -> database.dataSource().write(token, connection -> insert(connection, "doubtful")))
                    .satisfies(e -> assertThat(e.token()).isEqualTo(token));

            assertThat(count("doubtful")).isEqualTo(1);
            assertThat(database.dataSource().write(token, connection -> insert(connection, "doubtful")))
                    .isEqualTo(new WriteResult<>("doubtful", true));
            assertThat(count("doubtful")).isEqualTo(1);
        }
    }

    private void makeCommitsOf(String name, int seconds) {
        server.execute("create or replace function be_slow() returns trigger language plpgsql as $$ begin"
                + " perform pg_sleep(" + seconds + "); return null; end $$");
        server.execute("create constraint trigger slow_commit after insert on entries deferrable initially deferred"
                + " for each row when (new.name = '" + name + "') execute function be_slow()");
    }

    /** Opens a store and creates its schema, so that later commits are the ones that are cut. */
    private ProjectStore open(int port) {
        return open(config(port, RetryConfig.defaults().maxAttempts()));
    }

    private ProjectStore open(DatabaseConfig config) {
        ProjectStore database = ProjectStore.open(config, events);
        WriteToken first = WriteToken.random("entry");
        await("its first connection, which may take longer than the hold of these tests")
                .ignoreException(DatabaseUnavailableException.class)
                .until(
                        () -> database.dataSource().write(first, connection -> insert(connection, "first")),
                        done -> true);
        return database;
    }

    private static DatabaseConfig config(int port, int attempts) {
        var url = DatabaseUrl.parse("jdbc:postgresql://127.0.0.1:" + port + "/postgres");
        var retry = RetryConfig.defaults();
        return DatabaseConfig.of(url, DatabaseCredentials.of("postgres", ""))
                .withGate(GateConfig.defaults().withHold(Duration.ofSeconds(3)))
                .withRetry(new RetryConfig(
                        attempts, retry.initialDelay(), retry.multiplier(), retry.maxDelay(), retry.jitter(), 1.0));
    }

    private static String insert(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into entries values ('" + name + "')");
        }
        return name;
    }

    private int count(String name) {
        return server.query("select count(*) from entries where name = '" + name + "'");
    }
}
