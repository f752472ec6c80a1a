package dev.lifeline.domain.port.out;

import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionHealth;

/** The connection to the database as a whole. Safe for use by several threads. */
public interface DatabaseConnection {

    /** What is known without looking. Never blocks. */
    ConnectionHealth health();

    /** Looks at the database now, in bounded time. Several callers at once share one look. Never fails. */
    CheckResult check();

    /** Replaces all connections, in bounded time. Several callers at once share one replacement. Never fails. */
    CheckResult reconnect();
}
