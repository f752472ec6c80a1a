package dev.lifeline.app.access;

/** Listener that received a request. */
public enum Listener {
    /** The only one, which serves everything. */
    ONLY,
    /** The one for clients of the API, if there is another for operators. */
    PUBLIC,
    /** The one for operators. */
    ADMIN
}
