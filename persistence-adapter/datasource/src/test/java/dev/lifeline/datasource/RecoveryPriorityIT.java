package dev.lifeline.datasource;

import static dev.lifeline.datasource.testing.Sql.execute;
import static dev.lifeline.datasource.testing.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A transaction that has lost its connection gets another one before new transactions get their first. */
class RecoveryPriorityIT {
    private static final int OTHERS = 16;
    private static final int ROUNDS = 20;

    @Test
    void new_transactions_do_not_overtake_one_that_has_lost_its_connection() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(OTHERS);
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger done = new AtomicInteger();
        try (PostgresServer server = PostgresServer.started();
                Connection victim = connect(server)) {
            execute(victim, "create table entry (key int)");
            List<CompletableFuture<Void>> others = new ArrayList<>();
            for (int i = 0; i < OTHERS; i++) {
                others.add(CompletableFuture.runAsync(() -> query(server, enough, done), threads));
            }
            int overtaken = 0;
            for (int round = 0; round < ROUNDS; round++) {
                victim.setAutoCommit(false);
                execute(victim, "insert into entry values (" + round + ")");
                server.terminateSessions();
                int before = done.get();
                execute(victim, "insert into entry values (" + round + ")");
                overtaken = Math.max(overtaken, done.get() - before);
                victim.commit();
                victim.setAutoCommit(true);
            }
            enough.set(true);
            for (CompletableFuture<Void> other : others) {
                other.get(1, TimeUnit.MINUTES);
            }
            System.out.println("Recovery: overtaken by at most " + overtaken + " transactions of " + done);
            assertThat(text(victim, "select count(*) from entry")).isEqualTo(String.valueOf(2 * ROUNDS));
            // Each of them may already wait inside of the pool, and some pass before the loss is noticed.
            assertThat(overtaken).isLessThanOrEqualTo(4 * OTHERS);
        } finally {
            enough.set(true);
            threads.shutdownNow();
        }
    }

    private static Connection connect(PostgresServer server) throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl().replace("jdbc:", "jdbc:lifeline:") + "?lifeline.maximumPoolSize=1&lifeline.linger=0",
                server.username(),
                "");
    }

    private static void query(PostgresServer server, AtomicBoolean enough, AtomicInteger done) {
        try (Connection connection = connect(server)) {
            while (!enough.get()) {
                assertThat(text(connection, "select 1")).isEqualTo("1");
                done.incrementAndGet();
            }
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }
}
