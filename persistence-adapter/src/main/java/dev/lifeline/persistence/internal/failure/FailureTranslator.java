package dev.lifeline.persistence.internal.failure;

import dev.lifeline.domain.connection.DatabaseOperationException;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
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
            default -> new DatabaseUnavailableException(failure.reason(), jittered(waitFor(failure.reason())), thrown);
        };
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
