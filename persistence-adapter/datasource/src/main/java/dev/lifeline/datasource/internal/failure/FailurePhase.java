package dev.lifeline.datasource.internal.failure;

/** Phase in which a failure occurred. */
public enum FailurePhase {
    /** A connection was being established: the server has seen no work. */
    CONNECT,
    /** Work was running that may be retried as a whole: a read, or a transaction before its COMMIT. */
    WORK,
    /** COMMIT had been sent: the work may or may not have been committed. */
    COMMIT
}
