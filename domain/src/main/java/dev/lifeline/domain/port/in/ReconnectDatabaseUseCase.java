package dev.lifeline.domain.port.in;

import dev.lifeline.domain.connection.CheckResult;

/** Replaces all connections to the database. Safe for use by several threads. */
public interface ReconnectDatabaseUseCase {

    /**
     * Creates a new connection pool, validates it and replaces the old one with it. Connections in use may finish their
     * work. If the validation fails, the old pool stays in use. Can be called at any time. Blocks for a bounded time; a
     * failure is a result, not an exception.
     */
    CheckResult reconnect();
}
