package dev.lifeline.domain.port.in;

import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionHealth;

/** Reports the health of the database connection. Safe for use by several threads. */
public interface CheckConnectionHealthUseCase {

    /**
     * Checks the database now. Concurrent callers share one check. Blocks for a bounded time; a failure is a result,
     * not an exception.
     */
    CheckResult check();

    /** Returns the current health without a query. Never blocks. */
    ConnectionHealth health();
}
