package dev.lifeline.datasource.internal.operation;

import dev.lifeline.datasource.config.RetryConfig;
import dev.lifeline.datasource.internal.failure.Failure;
import dev.lifeline.datasource.internal.failure.FailureClassifier;
import dev.lifeline.datasource.internal.failure.FailureKind;
import dev.lifeline.datasource.internal.failure.OperationCancelledException;
import dev.lifeline.datasource.internal.failure.RetryBudgetExhaustedException;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Pauses between a failed attempt and the next one. Safe for use by several threads. */
public final class RetryPauses {
    /** If the server answers at all, a requested check takes less time than this. */
    private static final Duration FIRST_WRITE_PAUSE = Duration.ofMillis(50);

    private static final Duration LONGEST_WRITE_PAUSE = Duration.ofSeconds(1);

    private final RetryConfig config;
    private final Backoff backoff;
    private final RetryBudget budget;
    private final RecoverySignal signal;
    private final Consumer<FailureKind> suspicion;
    private final OperationReports reports;
    private final Ticker ticker;

    /**
     * @param signal given when the database was found healthy
     * @param suspicion receives each failure that suggests that the database is unavailable; must not block
     */
    public RetryPauses(
            RetryConfig config,
            RandomGenerator random,
            RecoverySignal signal,
            Consumer<FailureKind> suspicion,
            OperationReports reports,
            Ticker ticker) {
        this.config = config;
        this.backoff = new Backoff(config, random);
        this.budget = new RetryBudget(config.budget(), ticker);
        this.signal = signal;
        this.suspicion = suspicion;
        this.reports = reports;
        this.ticker = ticker;
    }

    /** Returns how many retries the budget allows now. */
    double budgetLeft() {
        return budget.left();
    }

    /** Records a failed attempt. Takes the ticket for the signal before it requests a check. */
    void failed(Operation<?> operation, RuntimeException thrown) {
        RecoverySignal.Ticket ticket = signal.ticket();
        Failure failure = FailureClassifier.classify(thrown);
        int number = operation.endAttempt();
        if (FailureClassifier.isDatabaseFailure(thrown)) {
            reports.attemptFailed(number, failure);
            if (failure.kind().isSuspicious()) {
                suspicion.accept(failure.kind());
            }
        }
        operation.failed(new FailedAttempt(number, failure, thrown, ticket));
    }

    /**
     * Returns when the next attempt may start; at once for the first attempt.
     *
     * @throws OutOfTimeException if the deadline has passed
     * @throws RetryBudgetExhaustedException if the retry budget is exhausted
     * @throws OperationCancelledException if the caller hung up
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    void before(Operation<?> operation)
            throws RetryBudgetExhaustedException, OperationCancelledException, InterruptedException {
        @Nullable FailedAttempt last = operation.last();
        if (last == null) {
            budget.earn();
            return;
        }
        OperationCancelledException.throwIfCancelled();
        if (operation.deadline().isOver()) {
            throw new OutOfTimeException(last.thrown());
        }
        if (!budget.take()) {
            reports.paused(Duration.ZERO, true);
            throw new RetryBudgetExhaustedException(last.failure().reason(), last.thrown());
        }
        pause(last, operation.deadline());
        reports.retried(last.number() + 1, config.maxAttempts(), last.failure().reason());
    }

    /**
     * Pauses before a retry. The first retry starts as soon as the database is found healthy. Later ones wait for the
     * whole delay: an operation that fails twice although the database seems healthy would otherwise use up its
     * attempts within milliseconds.
     */
    private void pause(FailedAttempt last, Deadline deadline) throws OperationCancelledException, InterruptedException {
        Duration pause = deadline.atMost(backoff.after(last.number()));
        pause(() -> {
            if (last.number() == 1) {
                last.signal().await(pause);
            } else {
                Thread.sleep(Math.max(0, pause.toMillis()));
            }
        });
    }

    /** A wait between two attempts. */
    @FunctionalInterface
    private interface Pause {
        void await() throws InterruptedException;
    }

    private void pause(Pause pause) throws OperationCancelledException, InterruptedException {
        long began = ticker.nanos();
        Object unused = CancellableWait.run(() -> {
            pause.await();
            return pause;
        });
        reports.paused(Duration.ofNanos(ticker.nanos() - began), false);
    }

    /**
     * Pauses a write that the server rejected because of its state, such as a full disk, at least until the next check.
     * Uses no retry budget, because the pause is a wait like the one at a gate.
     *
     * @param refusals number of rejections so far, at least 1
     * @return false, without a pause, if the operation failed for another reason or its deadline has passed
     */
    boolean untilWritable(Operation<?> operation, RuntimeException refused, int refusals)
            throws OperationCancelledException, InterruptedException {
        if (!operation.writes() || operation.deadline().isOver()) {
            return false;
        }
        FailureKind kind = FailureClassifier.classify(refused).kind();
        if (!kind.isRefusalOfWrites()) {
            return false;
        }
        RecoverySignal.Ticket probed = signal.ticket();
        if (kind.isSuspicious()) {
            suspicion.accept(kind);
        }
        Duration pause = FIRST_WRITE_PAUSE.multipliedBy(1L << Math.min(refusals - 1, 5));
        pause(() -> probed.await(operation.deadline().atMost(Deadline.shorter(pause, LONGEST_WRITE_PAUSE))));
        return true;
    }
}
