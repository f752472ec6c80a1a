package dev.lifeline.datasource.internal.failure;

import static dev.lifeline.domain.connection.FailureReason.POOL_EXHAUSTED;

import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import java.util.Optional;

/** Meaning of Lifeline's own exceptions. */
final class LifelineFailures {
    static final Failure INTERRUPTED = new Failure(FailureKind.INTERRUPTED, FailureReason.INTERRUPTED);

    private LifelineFailures() {}

    /** Returns the meaning of the exception of Lifeline in the chain; empty if there is none. */
    static Optional<Failure> meaning(ExceptionChain causes) {
        return causes.first(OperationCancelledException.class)
                .map(hungUp -> INTERRUPTED)
                .or(() -> byOurLimits(causes));
    }

    private static Optional<Failure> byOurLimits(ExceptionChain causes) {
        return causes.first(RetryBudgetExhaustedException.class)
                .map(refused -> new Failure(FailureKind.REPEATED_TOO_MUCH, refused.reason()))
                .or(() -> byNesting(causes))
                .or(() -> byTheGate(causes))
                .or(() -> causes.first(PoolExhaustedException.class)
                        .map(exhausted -> new Failure(FailureKind.POOL_EXHAUSTED, POOL_EXHAUSTED)));
    }

    /** A retry of the inner operation would not free a connection; a retry of the enclosing operation does. */
    private static Optional<Failure> byNesting(ExceptionChain causes) {
        FailureKind kind =
                causes.has(DatabaseUnavailableException.class) ? FailureKind.CONFLICT : FailureKind.POOL_EXHAUSTED;
        return causes.first(NestedBorrowException.class).map(nested -> new Failure(kind, POOL_EXHAUSTED));
    }

    private static Optional<Failure> byTheGate(ExceptionChain causes) {
        return causes.first(GateClosedException.class)
                .map(closed -> new Failure(FailureKind.HELD_TOO_LONG, closed.reason()));
    }
}
