package dev.lifeline.datasource.internal.operation;

import dev.failsafe.RetryPolicy;
import dev.lifeline.datasource.config.RetryConfig;
import dev.lifeline.datasource.internal.failure.FailureClassifier;
import dev.lifeline.datasource.internal.failure.FailureKind;
import java.time.Duration;

/** Retry policies: which failures are retried, and how often. */
final class RetryPolicies {
    /** Conflicting transactions end within milliseconds; the delays for outages would only delay the caller. */
    private static final Duration FIRST_CONFLICT_DELAY = Duration.ofMillis(10);

    private static final Duration LONGEST_CONFLICT_DELAY = Duration.ofMillis(200);
    private static final int CONFLICT_ATTEMPTS = 10;
    private static final double CONFLICT_JITTER = 0.5;

    private RetryPolicies() {}

    /**
     * Policy for transient failures. {@link RetryPauses} waits between attempts, because the delay of Failsafe cannot
     * be shortened.
     */
    static RetryPolicy<Object> failures(RetryConfig config) {
        return RetryPolicy.builder()
                .handleIf(RetryPolicies::isWorthRetrying)
                .withMaxAttempts(config.maxAttempts())
                .build();
    }

    /** Policy for conflicts with other transactions. */
    static RetryPolicy<Object> conflicts(OperationReports reports) {
        return RetryPolicy.builder()
                .handleIf(thrown -> FailureClassifier.classify(thrown).kind() == FailureKind.CONFLICT)
                .withMaxAttempts(CONFLICT_ATTEMPTS)
                .withBackoff(FIRST_CONFLICT_DELAY, LONGEST_CONFLICT_DELAY)
                .withJitter(CONFLICT_JITTER)
                .onRetry(again -> reports.conflictMet())
                .build();
    }

    private static boolean isWorthRetrying(Throwable thrown) {
        FailureKind kind = FailureClassifier.classify(thrown).kind();
        return kind.isRepeatable() && kind != FailureKind.CONFLICT && !(thrown instanceof OutOfTimeException);
    }
}
