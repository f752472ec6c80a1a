package dev.lifeline.persistence.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.persistence.ProjectStore;
import dev.lifeline.persistence.internal.hibernate.HibernateStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Reads of one project: through the engine, and through the same Hibernate on a plain HikariCP. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(4)
@Fork(3)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 3, time = 5)
public class ReadBenchmark {
    private static final ProjectReference ONE = ProjectReference.parse("one");

    private HikariDataSource pool;
    private HibernateStore plain;

    @Setup
    public void open(RealServer real) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(real.server.jdbcUrl());
        config.setUsername(real.server.username());
        config.setMaximumPoolSize(10);
        pool = new HikariDataSource(config);
        plain = HibernateStore.open(pool, () -> "", ProjectStore.DEFAULT_SEARCH_LIMIT);
    }

    @TearDown
    public void close() {
        plain.close();
        pool.close();
    }

    @Benchmark
    public Optional<Project> throughTheEngine(RealServer real) {
        return real.database.projects().find(ONE);
    }

    @Benchmark
    public Optional<Project> onPlainHikari() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return plain.projects().find(connection, ONE);
        }
    }
}
