package dev.lifeline.monitoring.remote;

import java.util.Locale;

/** State of a service's database connection, seen from outside. */
public enum RemoteState {
    /** The service reports a healthy database. */
    HEALTHY,

    /** The service reports an unhealthy database. */
    UNHEALTHY,

    /** The service does not answer, or a gateway answers in its place. */
    UNREACHABLE,

    /** The response is not a health response. */
    UNKNOWN;

    /** Returns the state as a word, for lines that programs match. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
