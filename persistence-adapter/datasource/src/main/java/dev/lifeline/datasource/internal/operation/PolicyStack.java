package dev.lifeline.datasource.internal.operation;

import dev.failsafe.ExecutionContext;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.lifeline.datasource.config.RetryConfig;
import dev.lifeline.datasource.internal.failure.Failure;
import dev.lifeline.datasource.internal.failure.FailureClassifier;
import dev.lifeline.datasource.internal.failure.FailureKind;
import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.OperationEvent;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The policies around every operation, in order. Built once. */
public final class PolicyStack {
    /** Another transaction in the way is gone in milliseconds; waiting as for an outage would only hold up the caller. */
    private static final Duration FIRST_CONFLICT_DELAY = Duration.ofMillis(10);

    private static final Duration LONGEST_CONFLICT_DELAY = Duration.ofMillis(200);
    private static final int CONFLICT_ATTEMPTS = 5;
    private static final double CONFLICT_JITTER = 0.5;

    private final RetryConfig config;
    private final Duration deadline;
    private final CallerGate gate;
    private final Admission admission;
    private final Repetition repetition;
    private final ConnectionEventListener listener;
    private final OperationTracer tracer;
    private final Clock clock;

    /**
     * @param deadline after which no further attempt begins, and nobody waits any more
     * @param gate where operations wait through an outage
     * @param writers where those wait who found that the server refuses writes
     * @param admission where they wait for a connection
     * @param signal cuts the pause short before the first repetition
     * @param doubt told when a failure casts doubt on the database as a whole; must not block
     * @param tracer told what happens to each operation
     * @param random safe for use by several threads
     */
    public PolicyStack(
            RetryConfig config,
            Duration deadline,
            CallerGate gate,
            CallerGate writers,
            Admission admission,
            RecoverySignal signal,
            Consumer<FailureKind> doubt,
            ConnectionEventListener listener,
            OperationTracer tracer,
            Clock clock,
            Ticker ticker,
            RandomGenerator random) {
        this.config = config;
        this.deadline = deadline;
        this.gate = gate;
        this.admission = admission;
        this.repetition = new Repetition(
                config,
                new Backoff(config, random),
                new RetryBudget(config.budget(), ticker),
                deadline,
                writers,
                signal,
                doubt,
                listener,
                tracer,
                clock,
                ticker);
        this.listener = listener;
        this.tracer = tracer;
        this.clock = clock;
    }

    /**
     * Around each operation, from the outside in: repeats it after a failure that may pass; pauses before each repetition, if
     * there is budget for one; waits until the database can be used. A wait at the gate is no attempt, and it comes after the
     * pause, since an outage is often noticed during it.
     */
    FailsafeExecutor<Object> aroundOperation() {
        return Failsafe.with(failures(), new RepetitionPolicy(repetition), new EntryPolicy(this::passGate, () -> {}))
                .onComplete(done -> tellIfGivenUp(done.getAttemptCount(), done.getException()));
    }

    /**
     * Around each attempt of an operation, from the outside in: repeats it at once after a conflict with another transaction,
     * which is no failure of the database; waits for a place in the pool, which a pause must not hold. An executor of its
     * own, since in one stack Failsafe counts these repetitions among the attempts.
     */
    FailsafeExecutor<Object> aroundAttempt() {
        return Failsafe.with(conflicts(), new EntryPolicy(this::admit, admission::leave));
    }

    /** How many repetitions the budget would pay for now. */
    public double retriesLeft() {
        return repetition.budgetLeft();
    }

    private RetryPolicy<Object> failures() {
        return RetryPolicy.builder()
                .handleIf(PolicyStack::isRepeatable)
                .withMaxAttempts(config.maxAttempts())
                .withMaxDuration(deadline)
                .build();
    }

    private RetryPolicy<Object> conflicts() {
        return RetryPolicy.builder()
                .handleIf(thrown -> FailureClassifier.classify(thrown).kind() == FailureKind.CONFLICT)
                .withMaxAttempts(CONFLICT_ATTEMPTS)
                .withBackoff(FIRST_CONFLICT_DELAY, LONGEST_CONFLICT_DELAY)
                .withJitter(CONFLICT_JITTER)
                .onRetry(again -> tracer.on(new OperationEvent.ConflictMet()))
                .build();
    }

    private static boolean isRepeatable(Throwable thrown) {
        FailureKind kind = FailureClassifier.classify(thrown).kind();
        return kind.isRepeatable() && kind != FailureKind.CONFLICT;
    }

    private void passGate(ExecutionContext<?> operation) throws Exception {
        if (gate.isClosed()) {
            gate.pass(deadline.minus(operation.getElapsedTime()));
        }
    }

    /** Who gets a place while the gate is shut gives it back and waits there: an outage began while he queued. */
    private void admit(ExecutionContext<?> attempt) throws Exception {
        admission.enter();
        while (gate.isClosed()) {
            admission.leave();
            passGate(attempt);
            admission.enter();
        }
    }

    private void tellIfGivenUp(int attempts, @Nullable Throwable thrown) {
        if (thrown == null || !FailureClassifier.isDatabaseFailure(thrown)) {
            return;
        }
        Failure failure = FailureClassifier.classify(thrown);
        if (failure.kind() != FailureKind.APPLICATION) {
            if (failure.kind() != FailureKind.HELD_TOO_LONG) { // which the gate counted
                gate.failedElsewhere();
            }
            listener.on(new ConnectionEvent.OperationGivenUp(clock.instant(), attempts, failure.reason()));
        }
    }
}
