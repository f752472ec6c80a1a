package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.datasource.internal.pool.Pools;
import dev.lifeline.domain.connection.ConnectionEvent;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Creates the recovery engine with its thread and watchdog. */
record WatchdogAssembly(SharedParts shared, Pools pools) {

    /**
     * Returns a watchdog that is not started.
     *
     * @param sentinel replaces the sentinel if it hangs, and returns whether it did
     */
    Watchdog watchdog(Schema schema, BooleanSupplier sentinel) {
        EngineContext context = shared.context();
        EngineParts parts = new EngineParts(
                this::probe,
                schema,
                pools,
                shared.gates(),
                shared.listener(),
                shared.config().watch().misses(),
                context);
        EngineThread thread = new EngineThread(
                context.ticker(), context.lateness(), shared.name().threads("recovery"));
        return new Watchdog(
                new RecoveryWorker(new RecoveryEngine(parts), thread, context),
                longestWork(),
                sentinel,
                shared.connector()::hasNewPassword,
                part -> shared.listener().on(new ConnectionEvent.EngineRestarted(context.now(), part)));
    }

    private Probe probe() {
        return new ConnectionProbe(
                shared.connector(),
                shared.context().ticker(),
                shared.config().watch().probeTimeout(),
                new LoginPolicy(shared.context().ticker(), shared.suspicions().loginsDoubted()),
                () -> pools.occupancy().isEmpty());
    }

    /**
     * Returns the longest duration of one task: a check tries each host twice, with and without TLS, with limits in
     * whole seconds; then a new pool is validated.
     */
    private Duration longestWork() {
        long tries = 2L * shared.config().url().endpoints().size();
        Duration probe = shared.config().watch().probeTimeout();
        return shared.context().proof().plus(probe.plusSeconds(1).multipliedBy(tries));
    }
}
