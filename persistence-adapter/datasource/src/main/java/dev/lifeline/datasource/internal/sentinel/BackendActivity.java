package dev.lifeline.datasource.internal.sentinel;

/**
 * Activity of a backend from {@code pg_stat_activity}.
 *
 * @param state active, idle, idle in transaction …; empty if the server does not track it
 * @param waitEvent event that the backend waits for, or empty
 * @param stateChangedAt start of the state in seconds since 1970, as a text from the server
 */
record BackendActivity(Backend backend, String state, String waitEvent, String stateChangedAt) {

    /** Returns the activity in the server's terms. */
    String text() {
        return isUnknown() ? "unknown" : waitEvent.isEmpty() ? state : state + ", waiting for " + waitEvent;
    }

    /** Returns whether the backend is idle: it waits for the next message and sends nothing. */
    boolean isIdle() {
        return state.startsWith("idle");
    }

    /** Returns whether the backend waits for bytes from the client, between messages or within one. */
    boolean isReceiving() {
        return isIdle() || waitEvent.equals("ClientRead");
    }

    /** Returns whether the backend waits for the client to receive its data. */
    boolean isSending() {
        return state.equals("active") && waitEvent.equals("ClientWrite");
    }

    /** Returns whether the activity is unknown: {@code track_activities} is off, or the role may not see it. */
    boolean isUnknown() {
        return state.isEmpty() || state.equals("disabled");
    }
}
