package dev.lifeline.monitoring.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionHealth;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.EngineLoad;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.connection.PoolOccupancy;
import dev.lifeline.domain.port.in.CheckConnectionHealthUseCase;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReceiptHousekeepingTest {
    private final AtomicInteger batches = new AtomicInteger();

    @Test
    void batches_follow_one_another_until_nothing_is_left() {
        new ReceiptHousekeeping(in(ConnectionState.CONNECTED), () -> batches.incrementAndGet() < 1_000).run();

        assertThat(batches).hasValue(1_000);
    }

    @Test
    void a_round_ends_when_it_is_interrupted() {
        new ReceiptHousekeeping(in(ConnectionState.CONNECTED), () -> {
                    if (batches.incrementAndGet() == 3) {
                        Thread.currentThread().interrupt();
                    }
                    return true;
                })
                .run();

        assertThat(batches).hasValue(3);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void nothing_is_done_while_the_database_is_not_serving() {
        new ReceiptHousekeeping(in(ConnectionState.LOST), () -> batches.incrementAndGet() < 3).run();

        assertThat(batches).hasValue(0);
    }

    @Test
    void a_failure_ends_the_round_quietly() {
        new ReceiptHousekeeping(in(ConnectionState.CONNECTED), () -> {
                    batches.incrementAndGet();
                    throw new DatabaseUnavailableException(
                            FailureReason.CONNECTION_LOST, Duration.ofSeconds(1), new IllegalStateException());
                })
                .run();

        assertThat(batches).hasValue(1);
    }

    private static CheckConnectionHealthUseCase in(ConnectionState state) {
        return new CheckConnectionHealthUseCase() {
            @Override
            public CheckResult check() {
                throw new UnsupportedOperationException("nobody needs a look");
            }

            @Override
            public ConnectionHealth health() {
                return new ConnectionHealth(
                        state, Instant.EPOCH, null, null, 1, new PoolOccupancy(0, 0, 0, 1), new EngineLoad(0, 0, 0, 0));
            }
        };
    }
}
