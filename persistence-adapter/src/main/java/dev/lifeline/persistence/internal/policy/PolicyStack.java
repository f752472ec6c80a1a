package dev.lifeline.persistence.internal.recovery;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.persistence.config.RetryConfig;
import dev.lifeline.persistence.internal.failure.Failure;
import dev.lifeline.persistence.internal.failure.FailureClassifier;
import dev.lifeline.persistence.internal.failure.FailureKind;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The policies around every operation, in order. Built once. */
final class PolicyStack {
    /** Another transaction in the way is gone in milliseconds; waiting as for an outage would only hold up the caller. */
    private static final Duration FIRST_CONFLICT_DELAY = Duration.ofMillis(10);

    private static final Duration LONGEST_CONFLICT_DELAY = Duration.ofMillis(200);
    private static final int CONFLICT_ATTEMPTS = 5;
    private static final double CONFLICT_JITTER = 0.5;

    private final RetryConfig config;
    private final Duration deadline;
    private final ConnectionEventListener listener;
    private final Clock clock;

    /**
     * @param deadline after which no further attempt begins
     */
    PolicyStack(RetryConfig config, Duration deadline, ConnectionEventListener listener, Clock clock) {
        this.config = config;
        this.deadline = deadline;
        this.listener = listener;
        this.clock = clock;
    }

    /** Around each operation: repeats it after a failure that may pass, within the deadline. */
    FailsafeExecutor<Object> aroundOperation() {
        return Failsafe.with(failures()).onComplete(done -> tellIfGivenUp(done.getAttemptCount(), done.getException()));
    }

    /**
     * Around each attempt of an operation: repeats it at once after a conflict with another transaction, which is no failure
     * of the database. An executor of its own, since in one stack Failsafe counts these repetitions among the attempts.
     */
    FailsafeExecutor<Object> aroundAttempt() {
        return Failsafe.with(conflicts());
    }

    private RetryPolicy<Object> failures() {
        return RetryPolicy.builder()
                .handleIf(PolicyStack::isRepeatable)
                .withMaxAttempts(config.maxAttempts())
                .withBackoff(config.initialDelay(), config.maxDelay(), config.multiplier())
                .withJitter(config.jitter())
                .withMaxDuration(deadline)
                .onRetry(attempt -> tellRetry(attempt.getAttemptCount() + 1, attempt.getLastException()))
                .build();
    }

    private static RetryPolicy<Object> conflicts() {
        return RetryPolicy.builder()
                .handleIf(thrown -> FailureClassifier.classify(thrown).kind() == FailureKind.CONFLICT)
                .withMaxAttempts(CONFLICT_ATTEMPTS)
                .withBackoff(FIRST_CONFLICT_DELAY, LONGEST_CONFLICT_DELAY)
                .withJitter(CONFLICT_JITTER)
                .build();
    }

    private static boolean isRepeatable(Throwable thrown) {
        FailureKind kind = FailureClassifier.classify(thrown).kind();
        return kind.isRepeatable() && kind != FailureKind.CONFLICT;
    }

    private void tellRetry(int attempt, Throwable thrown) {
        Failure failure = FailureClassifier.classify(thrown);
        listener.on(
                new ConnectionEvent.OperationRetried(clock.instant(), attempt, config.maxAttempts(), failure.reason()));
    }

    private void tellIfGivenUp(int attempts, @Nullable Throwable thrown) {
        if (thrown == null || !FailureClassifier.isDatabaseFailure(thrown)) {
            return;
        }
        Failure failure = FailureClassifier.classify(thrown);
        if (failure.kind() != FailureKind.APPLICATION) {
            listener.on(new ConnectionEvent.OperationGivenUp(clock.instant(), attempts, failure.reason()));
        }
    }
}
