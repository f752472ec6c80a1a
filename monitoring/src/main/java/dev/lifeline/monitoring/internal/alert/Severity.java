package dev.lifeline.monitoring.internal.alert;

import java.util.Locale;

/** Urgency of a problem. */
public enum Severity {
    /** Callers fail or will soon fail: a person must act now. */
    CRITICAL,
    /** To be handled in working hours. */
    WARNING;

    /** Returns its name in messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
