package dev.lifeline.monitoring.internal.incident;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.ClockJumped;
import dev.lifeline.domain.connection.ConnectionEvent.EnginePart;
import dev.lifeline.domain.connection.ConnectionEvent.EngineRestarted;
import dev.lifeline.domain.connection.ConnectionEvent.GenerationReplaced;
import dev.lifeline.domain.connection.ConnectionEvent.ReplacementCause;
import dev.lifeline.domain.incident.IncidentKind;

/** Incidents that have ended when they are detected. */
final class Moments implements IncidentRule {
    private final IncidentBook book;

    Moments(IncidentBook book) {
        this.book = book;
    }

    @Override
    public void on(ConnectionEvent event) {
        if (event instanceof GenerationReplaced replaced && replaced.cause() == ReplacementCause.SERVER_CHANGED) {
            book.note(
                    IncidentKind.SERVER_CHANGED,
                    "a look met a server that was started anew, or another one; all connections were replaced",
                    event.at(),
                    event.at());
        } else if (event instanceof EngineRestarted restarted) {
            String part = restarted.part() == EnginePart.RECOVERY ? "recovery" : "sentinel";
            book.note(
                    IncidentKind.ENGINE_REPLACED,
                    "the " + part + " thread hung, and another one took its place",
                    event.at(),
                    event.at());
        } else if (event instanceof ClockJumped jumped) {
            book.note(
                    IncidentKind.PROCESS_PAUSED,
                    "this process did nothing for " + Words.seconds(jumped.by()) + ", or the clock was set",
                    event.at().minus(jumped.by()),
                    event.at());
        }
    }
}
