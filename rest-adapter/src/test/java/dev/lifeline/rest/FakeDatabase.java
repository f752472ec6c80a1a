package dev.lifeline.rest;

import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionHealth;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.EngineLoad;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.connection.PoolOccupancy;
import dev.lifeline.domain.port.in.CheckConnectionHealthUseCase;
import dev.lifeline.domain.port.in.ReconnectDatabaseUseCase;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Database with a state that a test sets; counts its checks. Safe for use by several threads. */
final class FakeDatabase implements CheckConnectionHealthUseCase, ReconnectDatabaseUseCase {
    static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");

    final AtomicInteger checks = new AtomicInteger();
    final AtomicInteger reconnects = new AtomicInteger();
    final AtomicInteger glances = new AtomicInteger();

    private volatile ConnectionState state = ConnectionState.CONNECTED;
    private volatile @Nullable FailureReason failure;

    void fails(ConnectionState worse, FailureReason reason) {
        state = worse;
        failure = reason;
    }

    @Override
    public CheckResult check() {
        checks.incrementAndGet();
        return result();
    }

    @Override
    public CheckResult reconnect() {
        reconnects.incrementAndGet();
        return result();
    }

    @Override
    public ConnectionHealth health() {
        glances.incrementAndGet();
        return picture();
    }

    /** Returns the known health without a check. */
    ConnectionHealth picture() {
        return new ConnectionHealth(
                state, NOW, failure, result(), 7, new PoolOccupancy(3, 4, 2, 10), new EngineLoad(0, 0, 0, 100));
    }

    private CheckResult result() {
        return new CheckResult(NOW, Duration.ofMillis(2), failure);
    }
}
