package dev.lifeline.datasource.internal.write;

import dev.lifeline.datasource.internal.sentinel.FlowRegistry;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;

/**
 * Settings of a writer.
 *
 * @param schema schema of the receipts table; empty for the default schema of the connection
 * @param createsTable whether to create a missing receipts table
 * @param deadline longest duration of a write, including all attempts
 * @param flows maps connections to their backends
 * @param cleanupThreads creates the thread that deletes old receipts
 */
public record WriterSettings(
        String schema,
        boolean createsTable,
        Duration deadline,
        FlowRegistry flows,
        Ticker ticker,
        ThreadFactory cleanupThreads) {}
