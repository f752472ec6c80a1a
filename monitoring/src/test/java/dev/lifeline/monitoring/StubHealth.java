package dev.lifeline.monitoring;

import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionHealth;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.EngineLoad;
import dev.lifeline.domain.connection.PoolOccupancy;
import dev.lifeline.domain.port.in.CheckConnectionHealthUseCase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Health that a test sets; records the threads of the checks. */
final class StubHealth implements CheckConnectionHealthUseCase {
    private final List<Thread> callers = new CopyOnWriteArrayList<>();
    private volatile ConnectionHealth health = in(ConnectionState.CONNECTED, 1, new PoolOccupancy(0, 0, 0, 10));

    static ConnectionHealth in(ConnectionState state, long generation, PoolOccupancy pool) {
        return new ConnectionHealth(state, Instant.EPOCH, null, null, generation, pool, new EngineLoad(0, 0, 0, 100));
    }

    static ConnectionHealth with(EngineLoad load) {
        return new ConnectionHealth(
                ConnectionState.CONNECTED, Instant.EPOCH, null, null, 1, new PoolOccupancy(0, 0, 0, 10), load);
    }

    void becomes(ConnectionHealth next) {
        health = next;
    }

    List<Thread> callers() {
        return callers;
    }

    @Override
    public CheckResult check() {
        callers.add(Thread.currentThread());
        return CheckResult.healthy(Instant.EPOCH, Duration.ofMillis(1));
    }

    @Override
    public ConnectionHealth health() {
        return health;
    }
}
