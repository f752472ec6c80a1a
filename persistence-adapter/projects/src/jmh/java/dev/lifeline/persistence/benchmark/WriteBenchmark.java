package dev.lifeline.persistence.benchmark;

import dev.lifeline.domain.write.WriteToken;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** One insert in a transaction: with the token of a write that happens once, and without. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(8)
@Fork(3)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 3, time = 5)
public class WriteBenchmark {

    @Benchmark
    public Object withToken(RealServer real) {
        return real.database.dataSource().write(WriteToken.random("entry"), connection -> {
            insert(connection);
            return "";
        });
    }

    @Benchmark
    public void withoutToken(RealServer real) throws SQLException {
        try (Connection connection = real.database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            insert(connection);
            connection.commit();
        }
    }

    private static void insert(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("insert into entries (name) values (?)")) {
            statement.setString(1, "name");
            statement.executeUpdate();
        }
    }
}
