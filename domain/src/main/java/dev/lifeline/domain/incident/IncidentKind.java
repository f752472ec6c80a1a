package dev.lifeline.domain.incident;

/** The kinds of things that go wrong. */
public enum IncidentKind {
    /** The database could not be used. */
    OUTAGE,
    /** The database answered and refused writes. */
    READ_ONLY,
    /** Every connection was busy for longer than a moment, or the server had no more to give. */
    SATURATED,
    /** Connections were dead without a word while the server was well. Those that follow one another are one incident. */
    DEAD_FLOWS,
    /** Statements ran into their deadline. Those that follow one another are one incident. */
    STATEMENT_DEADLINE,
    /** The server was restarted, or another one answered in its place, and nobody had to wait for that. */
    SERVER_CHANGED,
    /** A part of the recovery engine hung, and another one took its place. */
    ENGINE_REPLACED,
    /** This process stood still, or the clock was set. */
    PROCESS_PAUSED
}
