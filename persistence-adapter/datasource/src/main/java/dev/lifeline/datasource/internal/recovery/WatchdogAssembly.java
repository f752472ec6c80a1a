package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.internal.pool.Pools;
import dev.lifeline.datasource.internal.pool.PostgresConnector;
import dev.lifeline.datasource.internal.thread.SourceName;
import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Creates the recovery engine with its thread and watchdog. */
record WatchdogAssembly(
        DatabaseConfig config,
        PostgresConnector connector,
        ConnectionEventListener listener,
        EngineContext context,
        SourceName name) {

    /**
     * Returns a watchdog that is not started.
     *
     * @param loginsDoubted set when the open session of the probe is no evidence for new logins
     * @param sentinel replaces the sentinel if it hangs, and returns whether it did
     */
    Watchdog watchdog(Schema schema, Pools pools, Gates gates, AtomicBoolean loginsDoubted, BooleanSupplier sentinel) {
        EngineParts parts = new EngineParts(
                () -> probe(pools, loginsDoubted),
                schema,
                pools,
                gates,
                listener,
                config.watch().misses(),
                context);
        EngineThread thread = new EngineThread(context.ticker(), context.lateness(), name.threads("recovery"));
        return new Watchdog(
                new RecoveryWorker(new RecoveryEngine(parts), thread, context),
                longestWork(),
                sentinel,
                connector::hasNewPassword,
                part -> listener.on(new ConnectionEvent.EngineRestarted(context.now(), part)));
    }

    private Probe probe(Pools pools, AtomicBoolean loginsDoubted) {
        return new ConnectionProbe(
                connector,
                context.ticker(),
                config.watch().probeTimeout(),
                new LoginPolicy(context.ticker(), loginsDoubted),
                () -> pools.occupancy().isEmpty());
    }

    /**
     * Returns the longest duration of one task: a check tries each host twice, with and without TLS, with limits in
     * whole seconds; then a new pool is validated.
     */
    private Duration longestWork() {
        long tries = 2L * config.url().endpoints().size();
        return context.proof().plus(config.watch().probeTimeout().plusSeconds(1).multipliedBy(tries));
    }
}
