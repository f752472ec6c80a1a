package dev.lifeline.monitoring.internal.alert;

import java.util.Locale;

/** Status of a problem. */
public enum AlertStatus {
    /** The problem has started. Reminders and a resolved message follow. */
    FIRING,
    /** The problem continues. */
    REMINDER,
    /** The problem has ended. */
    RESOLVED,
    /** A single event; no further message follows. */
    NOTICE;

    /** Returns its name in messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
