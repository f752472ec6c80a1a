package dev.lifeline.monitoring.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.monitoring.remote.LatencyLimits;
import dev.lifeline.monitoring.remote.PluginResult;
import dev.lifeline.monitoring.remote.RemoteState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Lines in the format of monitoring plugins. */
class PluginLineTest {
    private static final LatencyLimits LIMITS = new LatencyLimits(Duration.ofMillis(500), Duration.ofSeconds(2));

    @Test
    void healthy_is_ok() {
        assertThat(line(RemoteState.HEALTHY, 200, "Database connection is healthy", 4, LatencyLimits.none()))
                .isEqualTo(new PluginResult(
                        0, "LIFELINE OK - Database connection is healthy | time=0.004s;;;0 healthy=1"));
    }

    @Test
    void unhealthy_is_critical() {
        assertThat(line(RemoteState.UNHEALTHY, 503, "Connection refused", 4, LatencyLimits.none()))
                .isEqualTo(new PluginResult(2, "LIFELINE CRITICAL - Connection refused | time=0.004s;;;0 healthy=0"));
    }

    @Test
    void unreachable_is_critical_and_has_no_time() {
        assertThat(line(RemoteState.UNREACHABLE, 0, "connection refused", 4, LIMITS))
                .isEqualTo(
                        new PluginResult(2, "LIFELINE CRITICAL - service unreachable: connection refused | healthy=0"));
    }

    @Test
    void no_health_is_unknown() {
        assertThat(line(RemoteState.UNKNOWN, 404, "HTTP 404", 4, LatencyLimits.none()))
                .isEqualTo(new PluginResult(3, "LIFELINE UNKNOWN - HTTP 404 | time=0.004s;;;0 healthy=0"));
    }

    @Test
    void slow_answer_is_a_warning_and_a_slower_one_critical() {
        assertThat(line(RemoteState.HEALTHY, 200, "well", 500, LIMITS))
                .isEqualTo(new PluginResult(0, "LIFELINE OK - well | time=0.500s;0.500;2.000;0 healthy=1"));
        assertThat(line(RemoteState.HEALTHY, 200, "well", 501, LIMITS))
                .isEqualTo(new PluginResult(
                        1,
                        "LIFELINE WARNING - well, but the answer took 0.501 s | time=0.501s;0.500;2.000;0 healthy=1"));
        assertThat(line(RemoteState.HEALTHY, 200, "well", 2_001, LIMITS))
                .isEqualTo(new PluginResult(
                        2,
                        "LIFELINE CRITICAL - well, but the answer took 2.001 s | time=2.001s;0.500;2.000;0 healthy=1"));
    }

    @Test
    void bar_in_the_text_does_not_start_the_performance_data() {
        assertThat(line(RemoteState.UNHEALTHY, 503, "a | healthy=1", 4, LatencyLimits.none())
                        .line())
                .isEqualTo("LIFELINE CRITICAL - a / healthy=1 | time=0.004s;;;0 healthy=0");
    }

    private static PluginResult line(RemoteState state, int status, String detail, int millis, LatencyLimits limits) {
        var result =
                new PollResult(new EndpointStatus(state, status, detail), Instant.EPOCH, 0, Duration.ofMillis(millis));
        return PluginLine.of(result, "", limits);
    }
}
