package dev.lifeline.domain.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionHealth;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.EngineLoad;
import dev.lifeline.domain.connection.PoolOccupancy;
import dev.lifeline.domain.port.out.DatabaseConnection;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConnectionHealthServiceTest {
    private static final ConnectionHealth HEALTH = new ConnectionHealth(
            ConnectionState.CONNECTED,
            Instant.EPOCH,
            null,
            null,
            1,
            new PoolOccupancy(0, 1, 0, 10),
            new EngineLoad(0, 0, 0, 100));
    private static final CheckResult CHECKED = CheckResult.healthy(Instant.EPOCH, Duration.ofMillis(1));

    private final DatabaseConnection connection = new DatabaseConnection() {
        @Override
        public ConnectionHealth health() {
            return HEALTH;
        }

        @Override
        public CheckResult check() {
            return CHECKED;
        }

        @Override
        public CheckResult reconnect() {
            throw new UnsupportedOperationException("not used");
        }
    };

    @Test
    void health_comes_from_the_connection() {
        assertThat(new ConnectionHealthService(connection).health()).isEqualTo(HEALTH);
    }

    @Test
    void a_check_is_delegated_to_the_connection() {
        assertThat(new ConnectionHealthService(connection).check()).isEqualTo(CHECKED);
    }

    @Test
    void the_service_requires_a_connection() {
        assertThatNullPointerException().isThrownBy(() -> new ConnectionHealthService(null));
    }
}
