package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.datasource.internal.pool.Pools;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import java.util.function.Supplier;

/**
 * Dependencies of a recovery engine. An engine and its successor share them.
 *
 * @param probes creates a probe for each engine, because the probe of a replaced engine may hang
 * @param toleratedMisses number of consecutive checks without an answer that mean an outage; at least 1
 */
record EngineParts(
        Supplier<? extends Probe> probes,
        Schema schema,
        Pools pools,
        Gates gates,
        ConnectionEventListener listener,
        int toleratedMisses,
        EngineContext context) {}
