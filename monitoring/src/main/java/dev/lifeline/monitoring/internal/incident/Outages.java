package dev.lifeline.monitoring.internal.incident;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionLost;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionRecovered;
import dev.lifeline.domain.connection.ConnectionEvent.FlowCut;
import dev.lifeline.domain.connection.ConnectionEvent.RecoveryAttemptFailed;
import dev.lifeline.domain.connection.ConnectionEvent.RecoveryOverdue;
import dev.lifeline.domain.incident.Incident;
import dev.lifeline.domain.incident.IncidentKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Derives outages, from the loss of the database to its recovery. */
final class Outages implements IncidentRule {
    private final IncidentBook book;
    private final DeadFlows deadFlows;
    private @Nullable Incident current;
    private OutageEvidence evidence = OutageEvidence.none();

    /** @param deadFlows returns the closed connections that were a sign of an outage */
    Outages(IncidentBook book, DeadFlows deadFlows) {
        this.book = book;
        this.deadFlows = deadFlows;
    }

    @Override
    public void on(ConnectionEvent event) {
        if (event instanceof ConnectionLost lost) {
            begin(lost);
        } else if (current == null) {
            return;
        } else if (event instanceof ConnectionRecovered recovered) {
            end(current, recovered);
        } else if (event instanceof RecoveryAttemptFailed failed) {
            learn(current, evidence.met(failed.reason()), failed.attempt());
        } else if (event instanceof RecoveryOverdue overdue) {
            learn(current, evidence.overdue(overdue.outage()), overdue.attempts());
        } else if (event instanceof FlowCut) {
            evidence = evidence.cut(1);
            current = book.keep(current.known(evidence.text(), current.attempts()));
        }
    }

    private void begin(ConnectionLost lost) {
        if (current != null) { // its end was never reported
            book.write(current.lostSightOf(current.evidence() + "; nobody saw its end"));
        }
        evidence = OutageEvidence.of(lost).cut(deadFlows.giveUpSilentCuts());
        Instant begin = lost.at().minus(lost.doubted());
        current = book.open(IncidentKind.OUTAGE, lost.reason(), evidence.text(), begin, lost.at());
    }

    private void learn(Incident outage, OutageEvidence more, int attempts) {
        Incident known = outage.known(more.text(), attempts);
        boolean material = !more.equals(evidence);
        evidence = more;
        current = material ? book.write(known) : book.keep(known);
    }

    private void end(Incident outage, ConnectionRecovered recovered) {
        book.write(outage.known(outage.evidence(), recovered.attempts())
                .known(recovered.callers())
                .ended(recovered.at(), recovered.outage()));
        current = null;
    }
}
