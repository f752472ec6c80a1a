package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.datasource.internal.pool.Pools;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import java.util.function.Supplier;

/**
 * What a recovery engine acts on. An engine that replaces another one uses the same parts.
 *
 * @param probes makes a probe for each engine, since the probe of a replaced engine may hang
 * @param toleratedMisses the number of checks in a row without an answer that mean an outage; at least 1
 */
record EngineParts(
        Supplier<? extends Probe> probes,
        Schema schema,
        Pools pools,
        Gates gates,
        ConnectionEventListener listener,
        int toleratedMisses,
        EngineContext context) {}
