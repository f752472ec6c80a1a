package dev.lifeline.datasource.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.config.ReplayConfig;
import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
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

/** Cost of connections that survive the loss of their server connection, compared with HikariCP, on a real server. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ContinuityBenchmark {
    private static final int ROWS = 1_000;

    /** The data source under test. */
    public enum Kind {
        HIKARI,
        REPLAY_OFF,
        REPLAY_ON,
        REPLAY_WITHOUT_COMMIT_OUTCOME
    }

    @Param
    private Kind kind;

    private PostgresServer server;
    private DataSource source;

    @Setup
    public void open() {
        server = PostgresServer.started();
        server.execute("create table account (id int primary key, amount int not null)");
        server.execute("insert into account select i, 0 from generate_series(1, " + ROWS + ") i");
        source = kind == Kind.HIKARI ? hikari() : lifeline();
    }

    private DataSource hikari() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.jdbcUrl());
        config.setUsername(server.username());
        config.setMaximumPoolSize(10);
        return new HikariDataSource(config);
    }

    private DataSource lifeline() {
        ReplayConfig replay = ReplayConfig.defaults();
        return LifelineDataSource.open(
                DatabaseConfig.of(DatabaseUrl.parse(server.jdbcUrl()), DatabaseCredentials.of(server.username(), ""))
                        .withReplay(
                                kind == Kind.REPLAY_OFF
                                        ? replay.disabled()
                                        : replay.withCommitOutcome(kind == Kind.REPLAY_ON)));
    }

    @TearDown
    public void close() throws Exception {
        ((AutoCloseable) source).close();
        server.close();
    }

    private static int id() {
        return 1 + ThreadLocalRandom.current().nextInt(ROWS);
    }

    @Benchmark
    public int query() throws SQLException {
        try (Connection connection = source.getConnection()) {
            return amount(connection, id());
        }
    }

    @Benchmark
    public int transactionOfThree() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            int id = id();
            int amount = amount(connection, id);
            change(connection, id);
            change(connection, id);
            connection.commit();
            return amount;
        }
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
