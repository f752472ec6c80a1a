package dev.lifeline.monitoring.internal.incident;

import dev.lifeline.domain.connection.ConnectionEvent.ClockJumped;
import dev.lifeline.domain.connection.ConnectionEvent.EnginePart;
import dev.lifeline.domain.connection.ConnectionEvent.EngineRestarted;
import dev.lifeline.domain.connection.ConnectionEvent.GenerationReplaced;
import dev.lifeline.domain.connection.ConnectionEvent.ReplacementCause;
import dev.lifeline.domain.incident.IncidentKind;
import dev.lifeline.monitoring.internal.text.DurationText;

/** Incidents that have ended when they are detected. */
final class MomentaryIncidents {
    private final IncidentStore store;

    MomentaryIncidents(IncidentStore store) {
        this.store = store;
    }

    void replaced(GenerationReplaced event) {
        if (event.cause() == ReplacementCause.SERVER_CHANGED) {
            store.note(
                    IncidentKind.SERVER_CHANGED,
                    "a check reached a restarted server, or another one; all connections were replaced",
                    event.at(),
                    event.at());
        }
    }

    void restarted(EngineRestarted event) {
        String part = event.part() == EnginePart.RECOVERY ? "recovery" : "sentinel";
        store.note(
                IncidentKind.ENGINE_REPLACED, "the " + part + " thread hung and was replaced", event.at(), event.at());
    }

    void clockJumped(ClockJumped event) {
        store.note(
                IncidentKind.PROCESS_PAUSED,
                "this process was suspended for " + DurationText.seconds(event.by()) + ", or the clock was set",
                event.at().minus(event.by()),
                event.at());
    }
}
