package dev.lifeline.monitoring.internal.incident;

import dev.lifeline.domain.connection.ConnectionEvent.ConnectionLost;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionRecovered;
import dev.lifeline.domain.connection.ConnectionEvent.RecoveryAttemptFailed;
import dev.lifeline.domain.connection.ConnectionEvent.RecoveryOverdue;
import dev.lifeline.domain.incident.Incident;
import dev.lifeline.domain.incident.IncidentKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Derives outages, from the loss of the database to its recovery. */
final class Outages {
    private final IncidentStore store;
    private final DeadFlows deadFlows;
    private @Nullable Incident current;
    private OutageEvidence evidence = OutageEvidence.none();

    /** @param deadFlows returns the closed connections that were a sign of an outage */
    Outages(IncidentStore store, DeadFlows deadFlows) {
        this.store = store;
        this.deadFlows = deadFlows;
    }

    void begin(ConnectionLost lost) {
        if (current != null) { // its end was never reported
            store.write(current.lostSightOf(current.evidence() + "; its end was not observed"));
        }
        evidence = OutageEvidence.of(lost).cut(deadFlows.removeSilent());
        Instant begin = lost.at().minus(lost.doubted());
        current = store.open(IncidentKind.OUTAGE, lost.reason(), evidence.text(), begin, lost.at());
    }

    void attemptFailed(RecoveryAttemptFailed failed) {
        learn(evidence.met(failed.reason()), failed.attempt());
    }

    void overdue(RecoveryOverdue overdue) {
        learn(evidence.overdue(overdue.outage()), overdue.attempts());
    }

    private void learn(OutageEvidence more, int attempts) {
        if (current == null) {
            return;
        }
        Incident known = current.known(more.text(), attempts);
        boolean material = !more.equals(evidence);
        evidence = more;
        current = material ? store.write(known) : store.update(known);
    }

    void connectionClosed() {
        if (current != null) {
            evidence = evidence.cut(1);
            current = store.update(current.known(evidence.text(), current.attempts()));
        }
    }

    void end(ConnectionRecovered recovered) {
        if (current == null) {
            return;
        }
        store.write(current.known(current.evidence(), recovered.attempts())
                .known(recovered.callers())
                .ended(recovered.at(), recovered.outage()));
        current = null;
    }
}
