package dev.lifeline.persistence.internal.policy;

import dev.lifeline.domain.connection.CallerCancellation;
import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.OperationEvent.AttemptFailed;
import dev.lifeline.domain.connection.OperationEvent.Wait;
import dev.lifeline.domain.connection.OperationEvent.Waited;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.persistence.config.RetryConfig;
import dev.lifeline.persistence.internal.failure.Failure;
import dev.lifeline.persistence.internal.failure.FailureClassifier;
import dev.lifeline.persistence.internal.failure.FailureKind;
import dev.lifeline.persistence.internal.failure.GateClosedException;
import dev.lifeline.persistence.internal.failure.OperationCancelledException;
import dev.lifeline.persistence.internal.failure.RepetitionRefusedException;
import dev.lifeline.persistence.internal.gate.CallerGate;
import dev.lifeline.persistence.internal.gate.RecoverySignal;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/** Decides when a failed operation is tried again, and whether. Safe for use by several threads. */
final class Repetition {
    private final RetryConfig config;
    private final Backoff backoff;
    private final RetryBudget budget;
    private final Duration deadline;
    private final CallerGate writers;
    private final RecoverySignal signal;
    private final Consumer<FailureKind> doubt;
    private final ConnectionEventListener listener;
    private final OperationTracer tracer;
    private final Clock clock;
    private final Ticker ticker;

    /**
     * @param deadline after which no further attempt of an operation begins
     * @param writers where those wait who found that the server refuses writes
     * @param signal given when the database was found well
     * @param doubt told when a failure casts doubt on the database as a whole; must not block
     * @param tracer told of attempts that fail, and of pauses
     */
    Repetition(
            RetryConfig config,
            Backoff backoff,
            RetryBudget budget,
            Duration deadline,
            CallerGate writers,
            RecoverySignal signal,
            Consumer<FailureKind> doubt,
            ConnectionEventListener listener,
            OperationTracer tracer,
            Clock clock,
            Ticker ticker) {
        this.config = config;
        this.backoff = backoff;
        this.budget = budget;
        this.deadline = deadline;
        this.writers = writers;
        this.signal = signal;
        this.doubt = doubt;
        this.listener = listener;
        this.tracer = tracer;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** How many repetitions the budget would pay for now. */
    double budgetLeft() {
        return budget.left();
    }

    /** Another operation begins. */
    void begin() {
        budget.earn();
    }

    /** Takes note of a failure. Whoever wants to hear that all is well again must be listening before anybody looks. */
    FailedAttempt failed(int number, Throwable thrown) {
        RecoverySignal.Ticket ticket = signal.ticket();
        Failure failure = FailureClassifier.classify(thrown);
        if (FailureClassifier.isDatabaseFailure(thrown)) {
            trace(number, failure);
            if (failure.kind().isSuspicious()) {
                doubt.accept(failure.kind());
            }
        }
        return new FailedAttempt(number, failure, thrown, ticket);
    }

    /** Whoever did not get in made no attempt; what he waited for in vain was traced where he waited. */
    private void trace(int number, Failure failure) {
        if (failure.kind() != FailureKind.HELD_TOO_LONG && failure.kind() != FailureKind.POOL_EXHAUSTED) {
            tracer.on(new AttemptFailed(number, failure.reason()));
        }
    }

    /**
     * Returns when the next attempt may begin.
     *
     * @throws RepetitionRefusedException if too much is repeated already
     * @throws GateClosedException if it has to write, and no server took writes in time
     * @throws OperationCancelledException if the caller no longer wants the result
     * @throws InterruptedException if the thread was interrupted meanwhile
     */
    void prepare(FailedAttempt last, Duration elapsed)
            throws RepetitionRefusedException, GateClosedException, OperationCancelledException, InterruptedException {
        if (!budget.take()) {
            tracer.on(new Waited(Wait.REPETITION, Duration.ZERO, true));
            throw new RepetitionRefusedException(last.failure().reason(), last.thrown());
        }
        Duration left = deadline.minus(elapsed);
        if (last.failure().kind() == FailureKind.READ_ONLY && writers.isClosed()) {
            writers.pass(left);
        } else {
            pause(last, left);
        }
        listener.on(new ConnectionEvent.OperationRetried(
                clock.instant(),
                last.number() + 1,
                config.maxAttempts(),
                last.failure().reason()));
    }

    /**
     * The first repetition begins as soon as the database is found well. Later ones take their time: whoever fails twice
     * although all seems well would use up his attempts within milliseconds.
     */
    private void pause(FailedAttempt last, Duration left) throws OperationCancelledException, InterruptedException {
        try {
            Duration slept = CallerCancellation.current().interrupting(() -> sleep(last, left));
            tracer.on(new Waited(Wait.REPETITION, slept, false));
        } catch (InterruptedException e) {
            OperationCancelledException.throwIfCancelled();
            throw e;
        }
    }

    private Duration sleep(FailedAttempt last, Duration left) throws InterruptedException {
        Duration delay = backoff.after(last.number());
        Duration pause = delay.compareTo(left) < 0 ? delay : left;
        long began = ticker.nanos();
        if (last.number() == 1) {
            last.signal().await(pause);
        } else {
            Thread.sleep(Math.max(0, pause.toMillis()));
        }
        return Duration.ofNanos(ticker.nanos() - began);
    }
}
