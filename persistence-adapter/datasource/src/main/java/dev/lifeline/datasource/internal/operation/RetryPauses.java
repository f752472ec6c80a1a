package dev.lifeline.datasource.internal.operation;

import dev.lifeline.datasource.config.RetryConfig;
import dev.lifeline.datasource.internal.failure.Failure;
import dev.lifeline.datasource.internal.failure.FailureClassifier;
import dev.lifeline.datasource.internal.failure.FailureKind;
import dev.lifeline.datasource.internal.failure.RetryBudgetExhaustedException;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What happens between a failed attempt of an operation and the next. Safe for use by several threads. */
public final class RetryPauses {
    /** An engine that was asked to probe answers in less, where the server answers at all. */
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
     * @param suspicion gets each failure that casts doubt on the database as a whole; must not block
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

    /** Returns how many retries the budget would pay for now. */
    double budgetLeft() {
        return budget.left();
    }

    /** Notes a failure. The ticket for the signal is taken before the engine is asked to probe. */
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
     * Returns when the next attempt may begin: at once for the first.
     *
     * @throws OutOfTimeException if the operation's time is over
     * @throws RetryBudgetExhaustedException if too much is retried already
     * @throws InterruptedException if the thread was interrupted meanwhile
     */
    void before(Operation<?> operation) throws RetryBudgetExhaustedException, InterruptedException {
        @Nullable FailedAttempt last = operation.last();
        if (last == null) {
            budget.earn();
            return;
        }
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
     * The first retry begins as soon as the database is found healthy. Later ones wait for their whole delay: an operation that
     * fails twice although all seems healthy would use up its attempts within milliseconds.
     */
    private void pause(FailedAttempt last, Deadline deadline) throws InterruptedException {
        Duration pause = deadline.atMost(backoff.after(last.number()));
        long began = ticker.nanos();
        if (last.number() == 1) {
            last.signal().await(pause);
        } else {
            Thread.sleep(Math.max(0, pause.toMillis()));
        }
        reports.paused(Duration.ofNanos(ticker.nanos() - began), false);
    }

    /**
     * Pauses a write that the server refused for its state, for want of space for instance, until the database was probed at the
     * earliest. Costs no budget: such a wait is no retry, as a wait at a gate is none.
     *
     * @param refusals how many there were so far, at least 1
     * @return false, at once, if the operation failed for another reason or there is no time to wait
     */
    boolean untilWritable(Operation<?> operation, RuntimeException refused, int refusals) throws InterruptedException {
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
        long began = ticker.nanos();
        Duration pause = FIRST_WRITE_PAUSE.multipliedBy(1L << Math.min(refusals - 1, 5));
        probed.await(operation.deadline().atMost(Deadline.shorter(pause, LONGEST_WRITE_PAUSE)));
        reports.paused(Duration.ofNanos(ticker.nanos() - began), false);
        return true;
    }
}
