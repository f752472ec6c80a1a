package dev.lifeline.domain.port.in;

import dev.lifeline.domain.connection.CheckResult;

/** Replaces all connections to the database. Safe for use by several threads. */
public interface ReconnectDatabaseUseCase {

    /**
     * Makes a fresh pool of connections, proves it, and puts it in the place of the old one, whose work under way is left
     * to finish. If the proof fails, the old pool stays. Harmless at any time; blocks for a bounded time and never fails.
     */
    CheckResult reconnect();
}
