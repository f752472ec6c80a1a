package dev.lifeline.datasource.benchmark;

import dev.lifeline.datasource.internal.failure.Failure;
import dev.lifeline.datasource.internal.failure.FailureClassifier;
import java.io.EOFException;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/** Cost of classifying a failure that has already been thrown. */
public class FailureClassifierBenchmark extends NanosPerOperation {
    private static final int DEEP = 20;

    private final Throwable connectionError = new IllegalStateException(
            "could not extract",
            new PSQLException("the connection broke", PSQLState.CONNECTION_FAILURE, new EOFException()));
    private final Throwable databaseRefusal =
            new IllegalStateException("could not insert", new SQLException("there is one", "23505"));
    private final Throwable applicationError = new IllegalArgumentException("no such thing");
    private final Throwable deepChain = wrapped(connectionError, DEEP);

    private static Throwable wrapped(Throwable thrown, int times) {
        return times == 0 ? thrown : wrapped(new IllegalStateException(thrown), times - 1);
    }

    @Benchmark
    public Failure connectionErrorUnderAMapper() {
        return FailureClassifier.classify(connectionError);
    }

    @Benchmark
    public Failure statementRefused() {
        return FailureClassifier.classify(databaseRefusal);
    }

    @Benchmark
    public Failure applicationError() {
        return FailureClassifier.classify(applicationError);
    }

    @Benchmark
    public Failure connectionErrorUnderTwentyCauses() {
        return FailureClassifier.classify(deepChain);
    }
}
