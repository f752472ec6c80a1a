package dev.lifeline.monitoring.internal.incident;

import dev.lifeline.domain.connection.ConnectionEvent.ClockJumped;
import dev.lifeline.domain.connection.ConnectionEvent.EnginePart;
import dev.lifeline.domain.connection.ConnectionEvent.EngineRestarted;
import dev.lifeline.domain.connection.ConnectionEvent.GenerationReplaced;
import dev.lifeline.domain.connection.ConnectionEvent.ReplacementCause;
import dev.lifeline.domain.incident.IncidentKind;

/** Incidents that have ended when they are detected. */
final class Moments {
    private final IncidentBook book;

    Moments(IncidentBook book) {
        this.book = book;
    }

    void replaced(GenerationReplaced event) {
        if (event.cause() == ReplacementCause.SERVER_CHANGED) {
            book.note(
                    IncidentKind.SERVER_CHANGED,
                    "a look met a server that was started anew, or another one; all connections were replaced",
                    event.at(),
                    event.at());
        }
    }

    void restarted(EngineRestarted event) {
        String part = event.part() == EnginePart.RECOVERY ? "recovery" : "sentinel";
        book.note(
                IncidentKind.ENGINE_REPLACED,
                "the " + part + " thread hung, and another one took its place",
                event.at(),
                event.at());
    }

    void clockJumped(ClockJumped event) {
        book.note(
                IncidentKind.PROCESS_PAUSED,
                "this process did nothing for " + Words.seconds(event.by()) + ", or the clock was set",
                event.at().minus(event.by()),
                event.at());
    }
}
