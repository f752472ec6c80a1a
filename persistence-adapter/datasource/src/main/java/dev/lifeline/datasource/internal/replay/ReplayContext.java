package dev.lifeline.datasource.internal.replay;

import dev.lifeline.datasource.config.ReplayConfig;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;

/**
 * Objects that the callers' connections to one database share. Safe for use by several threads.
 *
 * @param limit longest time for a recovery, including the replay
 * @param logical whether the callers' connections stay usable after failures, so that an outer pool must not close them
 */
public record ReplayContext(Lender lender, ReplayConfig config, Duration limit, Ticker ticker, boolean logical) {}
