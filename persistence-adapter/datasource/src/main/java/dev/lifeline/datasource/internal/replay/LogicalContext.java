package dev.lifeline.datasource.internal.replay;

import dev.lifeline.domain.port.out.DatabaseConnection;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Objects that the logical connections to one database share. Safe for use by several threads.
 *
 * @param replay how transactions are replayed
 * @param database health, checks and the forced reconnect
 * @param defaultIsolation isolation level of a connection before any change; negative if it is not known yet
 * @param keepsSession whether a connection keeps its server connection until it is closed
 * @param closed runs once for each logical connection, when it is closed
 */
public record LogicalContext(
        ReplayContext replay,
        DatabaseConnection database,
        AtomicInteger defaultIsolation,
        boolean keepsSession,
        Runnable closed) {}
