package dev.lifeline.monitoring.internal.incident;

import dev.lifeline.domain.connection.ConnectionEvent.CutCause;
import dev.lifeline.domain.connection.ConnectionEvent.FlowCut;
import dev.lifeline.domain.connection.ConnectionEvent.StatementCancelled;
import dev.lifeline.domain.incident.IncidentKind;
import java.time.Duration;
import java.time.Instant;

/** Derives incidents from statements that exceeded their deadline. */
final class StatementDeadlines {
    private final Burst burst;

    StatementDeadlines(IncidentBook book) {
        burst = new Burst(book, IncidentKind.STATEMENT_DEADLINE);
    }

    void cancelled(StatementCancelled event) {
        add(event.at(), event.waited());
    }

    void closed(FlowCut cut) {
        if (cut.cause() == CutCause.DEADLINE) {
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

    void settle(Instant now) {
        burst.settle(now);
    }
}
