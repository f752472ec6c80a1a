package dev.lifeline.domain.incident;

/** Kinds of incidents. */
public enum IncidentKind {
    /** The database could not be used. */
    OUTAGE,
    /** The database answered but rejected writes. */
    READ_ONLY,
    /** All connections were in use for several seconds, or the server had no free connection slot. */
    SATURATED,
    /** Connections were silently dead while the server was healthy. Consecutive ones form one incident. */
    DEAD_FLOWS,
    /** Statements exceeded their deadline. Consecutive ones form one incident. */
    STATEMENT_DEADLINE,
    /** The server restarted, or a different server answered, and no caller had to wait. */
    SERVER_CHANGED,
    /** A part of the recovery engine hung and was replaced. */
    ENGINE_REPLACED,
    /** This process was paused, or the system clock was set. */
    PROCESS_PAUSED
}
