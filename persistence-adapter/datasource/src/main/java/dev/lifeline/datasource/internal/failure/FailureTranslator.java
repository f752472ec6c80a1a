package dev.lifeline.datasource.internal.failure;

import dev.lifeline.domain.connection.DatabaseOperationException;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Translates failures to exceptions of the domain, for all exceptions that leave the module. Safe for use by several
 * threads.
 */
public final class FailureTranslator {
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration WAIT_FOR_A_PERSON = Duration.ofSeconds(30);

    private final RandomGenerator random;

    public FailureTranslator(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Returns the exception to throw instead of the given one; exceptions that do not come from the database are
     * returned unchanged.
     */
    public RuntimeException translate(RuntimeException thrown) {
        if (!FailureClassifier.isDatabaseFailure(thrown)) {
            return thrown;
        }
        Failure failure = FailureClassifier.classify(thrown);
        return switch (failure.kind()) {
            case APPLICATION -> new DatabaseOperationException(thrown);
            default -> unavailable(failure.reason(), thrown);
        };
    }

    /** Returns the exception for a caller that could not use the database. */
    public DatabaseUnavailableException unavailable(SQLException failure) {
        return unavailable(FailureClassifier.classify(failure).reason(), failure);
    }

    /** Returns the exception for a caller that shares the failure of another one. */
    public DatabaseUnavailableException shared(DatabaseUnavailableException failure) {
        return unavailable(failure.reason(), failure);
    }

    private DatabaseUnavailableException unavailable(FailureReason reason, Throwable cause) {
        return new DatabaseUnavailableException(reason, jittered(waitFor(reason)), cause);
    }

    private static Duration waitFor(FailureReason reason) {
        return switch (reason) {
            case AUTHENTICATION_FAILED, INVALID_CONFIGURATION, MIGRATION_FAILED -> WAIT_FOR_A_PERSON;
            default -> SHORTEST_WAIT;
        };
    }

    /** Adds up to twice the wait at random, so that callers refused together do not return together. */
    private Duration jittered(Duration wait) {
        return wait.plusMillis(random.nextLong(2 * wait.toMillis()));
    }
}
