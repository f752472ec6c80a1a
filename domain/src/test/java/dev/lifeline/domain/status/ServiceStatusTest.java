package dev.lifeline.domain.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionHealth;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.EngineLoad;
import dev.lifeline.domain.connection.PoolOccupancy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceStatusTest {
    private static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");

    @Test
    void statuses_that_differ_only_in_time_do_not_differ() {
        assertThat(status(0, NOW.plusSeconds(1)).differsFrom(status(0, NOW))).isFalse();
        assertThat(status(1, NOW).differsFrom(status(0, NOW))).isTrue();
    }

    private static ServiceStatus status(double requestsPerSecond, Instant at) {
        return new ServiceStatus(
                new ConnectionHealth(
                        ConnectionState.CONNECTED,
                        NOW,
                        null,
                        null,
                        1,
                        new PoolOccupancy(0, 0, 0, 10),
                        new EngineLoad(0, 0, 0, 100)),
                new RequestFigures(requestsPerSecond, 0, null, null),
                List.of(CheckResult.healthy(NOW, Duration.ofMillis(1))),
                null,
                new ServiceInstance("1.2.3", NOW),
                at);
    }
}
