package dev.lifeline.domain.port.out;

import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionHealth;

/** The connection to the database as a whole, that is, the pool and its recovery. Safe for use by several threads. */
public interface DatabaseConnection {

    /** Returns the current health without a query. Never blocks. */
    ConnectionHealth health();

    /**
     * Checks the database now. Concurrent callers share one check. Blocks for a bounded time; a failure is a result,
     * not an exception.
     */
    CheckResult check();

    /**
     * Replaces all connections. Concurrent callers share one replacement. Blocks for a bounded time; a failure is a
     * result, not an exception.
     */
    CheckResult reconnect();
}
