package dev.lifeline.monitoring.remote;

import java.util.Locale;

/** How a service's connection to its database looks from outside. */
public enum RemoteState {
    /** The service says that its database is well. */
    HEALTHY,

    /** The service answers, and says that its database is not well. */
    UNHEALTHY,

    /** The service does not answer, or a gateway answers in its place. */
    UNREACHABLE,

    /** Somebody answers, but not with the health of a database. */
    UNKNOWN;

    /** The state in a word, for lines that are matched on. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
