package dev.lifeline.monitoring.internal.incident;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.CutCause;
import dev.lifeline.domain.connection.ConnectionEvent.FlowCut;
import dev.lifeline.domain.connection.ConnectionEvent.StatementCancelled;
import dev.lifeline.domain.incident.IncidentKind;
import java.time.Duration;
import java.time.Instant;

/** Derives incidents from statements that exceeded their deadline. */
final class StatementDeadlines implements IncidentRule {
    private final Burst burst;

    StatementDeadlines(IncidentBook book) {
        burst = new Burst(book, IncidentKind.STATEMENT_DEADLINE);
    }

    @Override
    public void on(ConnectionEvent event) {
        if (event instanceof StatementCancelled cancelled) {
            add(cancelled.at(), cancelled.waited());
        } else if (event instanceof FlowCut cut && cut.cause() == CutCause.DEADLINE) {
            add(cut.at(), cut.waited());
        }
    }

    private void add(Instant at, Duration waited) {
        burst.add(
                at,
                waited,
                (count, longest) -> Words.count(count, "statement", "statements")
                        + " ended at the deadline while the server worked on, after " + Words.seconds(longest)
                        + " at most");
    }

    @Override
    public void settle(Instant now) {
        burst.settle(now);
    }
}
