package dev.lifeline.persistence.internal.write;

import dev.lifeline.domain.time.Ticker;
import dev.lifeline.persistence.internal.migration.OwnTables;
import dev.lifeline.persistence.internal.watch.FlowRegistry;
import java.time.Duration;

/**
 * What a writer needs to know.
 *
 * @param tables where the receipts are
 * @param deadline how long a write may take, with all its attempts
 * @param flows which backend is behind which connection
 */
public record WriterSettings(OwnTables tables, Duration deadline, FlowRegistry flows, Ticker ticker) {}
