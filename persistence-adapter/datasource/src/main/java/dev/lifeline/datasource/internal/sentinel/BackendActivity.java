package dev.lifeline.datasource.internal.sentinel;

/**
 * What the server says of a backend in {@code pg_stat_activity}.
 *
 * @param state active, idle, idle in transaction …; empty where the server does not track it
 * @param waitEvent what it waits for, or empty
 * @param stateChangedAt when the state began, in seconds since 1970, as the server writes it
 */
record BackendActivity(Backend backend, String state, String waitEvent, String stateChangedAt) {

    /** In the server's words. */
    String text() {
        return isUntold() ? "untold" : waitEvent.isEmpty() ? state : state + ", waiting for " + waitEvent;
    }

    /** Whether the backend waits for the client to send something: it has nothing more to say. */
    boolean isWaitingForUs() {
        return state.startsWith("idle");
    }

    /** Returns whether the backend waits for bytes from the client, between messages or in the middle of one. */
    boolean isReceiving() {
        return isWaitingForUs() || waitEvent.equals("ClientRead");
    }

    /** Whether the backend waits until the client takes what it sends. */
    boolean isSending() {
        return state.equals("active") && waitEvent.equals("ClientWrite");
    }

    /** Whether the server tells nothing: {@code track_activities} is off, or we may not see it. */
    boolean isUntold() {
        return state.isEmpty() || state.equals("disabled");
    }
}
