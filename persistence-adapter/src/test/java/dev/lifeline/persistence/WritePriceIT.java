package dev.lifeline.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.persistence.testing.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the token of a write costs: the same transaction with and without one, in turns, on the same pool. */
@Tag("price")
class WritePriceIT {
    private static final int ROUNDS = 9;
    private static final int WRITERS = 8;
    private static final Duration ROUND = Duration.ofSeconds(3);

    @Test
    void safe_and_plain_writes_in_turns() {
        try (PostgresServer server = PostgresServer.started();
                Database database = Database.open(server.config(), event -> {})) {
            database.write(WriteToken.random("warm-up"), connection -> "");
            server.execute("create table entries (id bigserial primary key, name text not null)");
            writesPerSecond(() -> safe(database));
            writesPerSecond(() -> plain(database));
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                double safe = writesPerSecond(() -> safe(database));
                double plain = writesPerSecond(() -> plain(database));
                ratios.add(safe / plain);
                System.out.printf("safe %.0f/s, plain %.0f/s, ratio %.3f%n", safe, plain, safe / plain);
            }
            Collections.sort(ratios);
            System.out.printf("Safe to plain writes: median %.3f of %s%n", ratios.get(ROUNDS / 2), ratios);
            assertThat(ratios).allMatch(ratio -> ratio > 0);
        }
    }

    private static double writesPerSecond(Runnable write) {
        long begin = System.nanoTime();
        long end = begin + ROUND.toNanos();
        LongAdder count = new LongAdder();
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(CompletableFuture.runAsync(
                    () -> {
                        while (System.nanoTime() < end) {
                            write.run();
                            count.increment();
                        }
                    },
                    work -> new Thread(work, "writer").start()));
        }
        writers.forEach(CompletableFuture::join);
        return count.sum() * 1e9 / (System.nanoTime() - begin);
    }

    private static void safe(Database database) {
        database.write(WriteToken.random("entry"), connection -> {
            insert(connection);
            return "";
        });
    }

    private static void plain(Database database) {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            insert(connection);
            connection.commit();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void insert(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("insert into entries (name) values (?)")) {
            statement.setString(1, "name");
            statement.executeUpdate();
        }
    }
}
