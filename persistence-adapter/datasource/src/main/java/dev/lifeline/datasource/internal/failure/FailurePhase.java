package dev.lifeline.datasource.internal.failure;

/** What was under way when something failed. */
public enum FailurePhase {
    /** A connection was being made: the server cannot have seen any work. */
    CONNECT,
    /** Work that is repeatable as a whole: a read, or a transaction whose COMMIT was not sent. */
    WORK,
    /** COMMIT had been sent: the work may or may not have happened. */
    COMMIT
}
