package dev.lifeline.datasource.internal.failure;

import dev.lifeline.domain.connection.DatabaseOperationException;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Turns failures into exceptions of the domain: the one exit of the module. Safe for use by several threads. */
public final class FailureTranslator {
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration WAIT_FOR_A_PERSON = Duration.ofSeconds(30);

    private final RandomGenerator random;

    public FailureTranslator(RandomGenerator random) {
        this.random = random;
    }

    /** The exception to throw in place of what was thrown; what does not come from the database stays as it is. */
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

    /** What to throw for a failure that kept a caller from the database. */
    public DatabaseUnavailableException unavailable(SQLException failure) {
        return unavailable(FailureClassifier.classify(failure).reason(), failure);
    }

    /** What to throw for a failure that another caller has met, and that is this one's as well. */
    public DatabaseUnavailableException likewise(DatabaseUnavailableException failure) {
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

    /** Up to three times as long, so that those who were refused at once don't come back at once. */
    private Duration jittered(Duration wait) {
        return wait.plusMillis(random.nextLong(2 * wait.toMillis()));
    }
}
