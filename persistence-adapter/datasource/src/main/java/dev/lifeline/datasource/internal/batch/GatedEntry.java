package dev.lifeline.datasource.internal.batch;

import dev.lifeline.datasource.internal.failure.FailureTranslator;
import dev.lifeline.datasource.internal.failure.GateClosedException;
import dev.lifeline.datasource.internal.failure.OperationCancelledException;
import dev.lifeline.datasource.internal.failure.PoolExhaustedException;
import dev.lifeline.datasource.internal.operation.Admission;
import dev.lifeline.datasource.internal.operation.CallerGate;
import dev.lifeline.datasource.internal.operation.Deadline;
import dev.lifeline.domain.connection.CallerCancellation;
import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import java.time.Clock;
import java.time.Duration;

/**
 * Admission through the caller gate: look-ups are held, counted and refused individually, like all other callers, and
 * proceed together when the gate opens. Safe for use by several threads.
 */
public final class GatedEntry implements BatchEntry {
    private static final int ONE_ATTEMPT = 1;

    private final CallerGate gate;
    private final Admission admission;
    private final FailureTranslator translator;
    private final ConnectionEventListener listener;
    private final Clock clock;

    /**
     * @param admission counts queued look-ups together with callers that wait for a connection
     * @param listener receives an event for each caller that is refused here; the operation runner reports failed
     *     statements
     */
    public GatedEntry(
            CallerGate gate,
            Admission admission,
            FailureTranslator translator,
            ConnectionEventListener listener,
            Clock clock) {
        this.gate = gate;
        this.admission = admission;
        this.translator = translator;
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    public boolean isOpen() {
        return !gate.isClosed();
    }

    @Override
    public void pass(Deadline deadline) {
        if (gate.isClosed()) {
            try {
                gate.pass(deadline.left());
            } catch (GateClosedException | OperationCancelledException e) {
                throw givenUp(translator.unavailable(e));
            }
        }
    }

    @Override
    public boolean isNested() {
        return admission.isNested();
    }

    @Override
    public void queue() {
        try {
            admission.join();
        } catch (PoolExhaustedException e) {
            throw givenUp(translator.unavailable(e));
        }
    }

    @Override
    public void unqueue(Duration waited, boolean inVain) {
        admission.quit(waited, inVain);
    }

    @Override
    public DatabaseUnavailableException refusal(FailureReason reason) {
        return givenUp(
                reason == FailureReason.POOL_EXHAUSTED
                        ? translator.unavailable(new PoolExhaustedException())
                        : translator.unavailable(new GateClosedException(reason)));
    }

    @Override
    public DatabaseUnavailableException shared(DatabaseUnavailableException failure) {
        if (failure.getCause() instanceof GateClosedException) {
            gate.leaderRefused();
        } else {
            gate.failedElsewhere();
        }
        return givenUp(translator.shared(failure));
    }

    /** Reports a caller that gets no result, unless that caller hung up. */
    private DatabaseUnavailableException givenUp(DatabaseUnavailableException refusal) {
        if (!CallerCancellation.current().isCancelled()) {
            listener.on(new ConnectionEvent.OperationGivenUp(clock.instant(), ONE_ATTEMPT, refusal.reason()));
        }
        return refusal;
    }
}
