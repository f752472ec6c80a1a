package dev.lifeline.datasource.benchmark;

import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Cost of the driver compared with PostgreSQL's, on a connection that each thread keeps, on a real server. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DriverBenchmark {
    private static final int ROWS = 10_000;

    /** The driver under test. */
    public enum Kind {
        POSTGRESQL,
        LIFELINE,
        LIFELINE_WITHOUT_COMMIT_OUTCOME
    }

    @Param
    private Kind kind;

    private PostgresServer server;

    /** A connection that the thread keeps, as a pool does. */
    @State(Scope.Thread)
    public static class Kept {
        private Connection connection;

        @Setup
        public void open(DriverBenchmark driver) throws SQLException {
            connection = driver.connection();
        }

        @TearDown
        public void close() throws SQLException {
            connection.close();
        }
    }

    @Setup
    public void open() {
        server = PostgresServer.started();
        server.execute("create table account (id int primary key, amount int not null)");
        server.execute("insert into account select i, 0 from generate_series(1, " + ROWS + ") i");
    }

    private Connection connection() throws SQLException {
        String address = server.jdbcUrl().substring("jdbc:".length());
        return DriverManager.getConnection(
                switch (kind) {
                    case POSTGRESQL -> server.jdbcUrl();
                    case LIFELINE -> "jdbc:lifeline:" + address;
                    case LIFELINE_WITHOUT_COMMIT_OUTCOME ->
                        "jdbc:lifeline:" + address + "?lifeline.commitOutcome=false";
                },
                server.username(),
                "");
    }

    @TearDown
    public void close() {
        server.close();
    }

    private static int id() {
        return 1 + ThreadLocalRandom.current().nextInt(ROWS);
    }

    @Benchmark
    public int connectAndQuery() throws SQLException {
        try (Connection connection = connection()) {
            return amount(connection, id());
        }
    }

    @Benchmark
    public int query(Kept kept) throws SQLException {
        return amount(kept.connection, id());
    }

    @Benchmark
    public int transactionOfThree(Kept kept) throws SQLException {
        Connection connection = kept.connection;
        connection.setAutoCommit(false);
        int id = id();
        int amount = amount(connection, id);
        change(connection, id);
        change(connection, id);
        connection.commit();
        connection.setAutoCommit(true);
        return amount;
    }

    @Benchmark
    public int readingTransactionOfThree(Kept kept) throws SQLException {
        Connection connection = kept.connection;
        connection.setAutoCommit(false);
        int sum = amount(connection, id()) + amount(connection, id()) + amount(connection, id());
        connection.commit();
        connection.setAutoCommit(true);
        return sum;
    }

    private static int amount(Connection connection, int id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select amount from account where id = ?")) {
            statement.setInt(1, id);
            try (ResultSet answer = statement.executeQuery()) {
                answer.next();
                return answer.getInt(1);
            }
        }
    }

    private static void change(Connection connection, int id) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("update account set amount = amount + 1 where id = ?")) {
            statement.setInt(1, id);
            statement.executeUpdate();
        }
    }
}
