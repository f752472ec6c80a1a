package dev.lifeline.datasource.internal.replay;

import dev.lifeline.datasource.config.ReplayConfig;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;

/**
 * What the callers' connections of one database share. Safe for use by several threads.
 *
 * @param limit longest time for a recovery, including the replay
 * @param logical whether the callers' connections outlast failures, so that no pool above may close them because of one
 */
public record ReplayContext(Lender lender, ReplayConfig config, Duration limit, Ticker ticker, boolean logical) {}
