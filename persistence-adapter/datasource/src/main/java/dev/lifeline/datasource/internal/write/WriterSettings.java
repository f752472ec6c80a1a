package dev.lifeline.datasource.internal.write;

import dev.lifeline.datasource.internal.sentinel.FlowRegistry;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;

/**
 * What a writer needs to know.
 *
 * @param schema of the table of receipts; empty for the schema that the database gives new tables
 * @param createsTable whether the table of receipts is created if it is missing
 * @param deadline how long a write may take, with all its attempts
 * @param flows which backend is behind which connection
 */
public record WriterSettings(
        String schema, boolean createsTable, Duration deadline, FlowRegistry flows, Ticker ticker) {}
