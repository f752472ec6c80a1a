package dev.lifeline.datasource.internal.batch;

import dev.lifeline.datasource.internal.failure.FailureTranslator;
import dev.lifeline.datasource.internal.failure.GateClosedException;
import dev.lifeline.datasource.internal.failure.PoolExhaustedException;
import dev.lifeline.datasource.internal.operation.Admission;
import dev.lifeline.datasource.internal.operation.CallerGate;
import dev.lifeline.datasource.internal.operation.Deadline;
import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import java.time.Clock;
import java.time.Duration;

/**
 * Callers who share statements wait at the gate each for himself: so they are held, counted and refused like all others, and when
 * it opens they are there together. Safe for use by several threads.
 */
public final class GatedEntry implements BatchEntry {
    private static final int ONE_ATTEMPT = 1;

    private final CallerGate gate;
    private final Admission admission;
    private final FailureTranslator translator;
    private final ConnectionEventListener listener;
    private final Clock clock;

    /**
     * @param admission where those who wait for their turn are counted, with those who wait for a connection
     * @param listener notified of each caller that is refused here; a caller whose statement fails is reported by the policies
     *     around the statement
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
            } catch (GateClosedException e) {
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
    public DatabaseUnavailableException likewise(DatabaseUnavailableException failure) {
        if (failure.getCause() instanceof GateClosedException) {
            gate.refusedWithAnother();
        } else {
            gate.failedElsewhere();
        }
        return givenUp(translator.likewise(failure));
    }

    private DatabaseUnavailableException givenUp(DatabaseUnavailableException refusal) {
        listener.on(new ConnectionEvent.OperationGivenUp(clock.instant(), ONE_ATTEMPT, refusal.reason()));
        return refusal;
    }
}
