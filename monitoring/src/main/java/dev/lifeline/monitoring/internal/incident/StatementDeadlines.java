package dev.lifeline.monitoring.internal.incident;

import dev.lifeline.domain.connection.ConnectionEvent.CutCause;
import dev.lifeline.domain.connection.ConnectionEvent.FlowCut;
import dev.lifeline.domain.connection.ConnectionEvent.StatementCancelled;
import dev.lifeline.domain.incident.IncidentKind;
import dev.lifeline.monitoring.internal.text.DurationText;
import dev.lifeline.monitoring.internal.text.Plural;
import java.time.Duration;
import java.time.Instant;

/** Derives incidents from statements that exceeded their deadline. */
final class StatementDeadlines {
    private final EventBurst burst;

    StatementDeadlines(IncidentStore store) {
        burst = new EventBurst(store, IncidentKind.STATEMENT_DEADLINE);
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
                (count, longest) -> Plural.count(count, "statement") + " ended at the deadline, after up to "
                        + DurationText.seconds(longest) + ", while the server still worked");
    }

    void settle(Instant now) {
        burst.settle(now);
    }
}
