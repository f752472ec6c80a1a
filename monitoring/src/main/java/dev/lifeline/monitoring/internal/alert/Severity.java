package dev.lifeline.monitoring.internal.alert;

import java.util.Locale;

/** Whom some trouble concerns. */
public enum Severity {
    /** Callers fail, or soon will: somebody is to be woken. */
    CRITICAL,
    /** To be looked into in working hours. */
    WARNING;

    /** The word for it in messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
