package dev.lifeline.datasource.internal.replay;

import dev.lifeline.domain.port.out.DatabaseConnection;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the logical connections to one database share. Safe for use by several threads.
 *
 * @param replay how transactions are replayed
 * @param database health, checks and the forced reconnect
 * @param defaultIsolation isolation level of an unchanged connection; negative if it is not known yet
 * @param closed runs once for each logical connection, when it is closed
 */
public record LogicalContext(
        ReplayContext replay, DatabaseConnection database, AtomicInteger defaultIsolation, Runnable closed) {}
