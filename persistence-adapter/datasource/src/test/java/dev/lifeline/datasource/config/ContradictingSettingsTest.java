package dev.lifeline.datasource.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.lifeline.domain.settings.InvalidSettingsException;
import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContradictingSettingsTest {
    private static final DatabaseConfig DEFAULTS = DatabaseConfig.of(
            DatabaseUrl.parse("jdbc:postgresql://db.example/app"), DatabaseCredentials.of("app", "secret"));

    @ParameterizedTest(name = "{0}")
    @MethodSource("contradictions")
    void settings_that_contradict_each_other_are_refused_with_both_names(String message, ThrowingCallable config) {
        assertThatThrownBy(config).isInstanceOf(InvalidSettingsException.class).hasMessage(message);
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                refused(
                        "pool.idle-timeout must be shorter than pool.max-lifetime (1m), but is 1m",
                        () -> pool(seconds(60), seconds(60), seconds(30))),
                refused(
                        "pool.keepalive must be shorter than pool.max-lifetime (1m), but is 1m",
                        () -> pool(seconds(30), seconds(60), seconds(60))),
                refused(
                        "retry.initial-delay must be shorter than retry.max-delay (2s), but is 2s",
                        () -> retry(seconds(2), seconds(2))),
                refused(
                        "retry.initial-delay must be shorter than operation.deadline (5s), but is 5s",
                        () -> DEFAULTS.withRetry(retry(seconds(5), seconds(30))).withOperationDeadline(seconds(5))),
                refused(
                        "watch.quiet-after must be shorter than operation.deadline (5s) unless"
                                + " watch.enabled is false, but is 5s",
                        () -> DEFAULTS.withWatch(watch(true, seconds(5), seconds(1)))
                                .withOperationDeadline(seconds(5))),
                refused(
                        "watch.probe-timeout must not be longer than operation.deadline (5s), but is 5001ms",
                        () -> DEFAULTS.withWatch(watch(false, seconds(9), Duration.ofMillis(5_001)))
                                .withOperationDeadline(seconds(5))),
                refused(
                        "replay.commit-outcome must be false if replay.enabled is false, because only replay tracks"
                                + " the outcome of COMMIT",
                        () -> ReplayConfig.defaults().disabled().withCommitOutcome(true)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bounds")
    void settings_that_bound_each_other_are_accepted(String why, ThrowingCallable config) {
        assertThatCode(config).doesNotThrowAnyException();
    }

    static Stream<Arguments> bounds() {
        return Stream.of(
                arguments("callers wait for recovery until the earlier of hold and deadline", (ThrowingCallable)
                        () -> DEFAULTS.withOperationDeadline(seconds(5))
                                .withGate(GateConfig.defaults().withHold(seconds(60)))),
                arguments("callers wait for a connection until the earlier of timeout and deadline", (ThrowingCallable)
                        () -> DEFAULTS.withOperationDeadline(seconds(5))
                                .withPool(PoolConfig.defaults().withAcquireTimeout(seconds(60)))),
                arguments("no attempt starts after the deadline, however long its delay", (ThrowingCallable)
                        () -> DEFAULTS.withOperationDeadline(seconds(5)).withRetry(retry(seconds(1), seconds(60)))),
                arguments("no more statements run than there are connections", (ThrowingCallable)
                        () -> DEFAULTS.withPool(PoolConfig.defaults().withMaxSize(1))
                                .withBatch(new BatchConfig(true, 1_000, 500))),
                arguments("the sentinel does not run", (ThrowingCallable)
                        () -> DEFAULTS.withWatch(watch(false, seconds(60), seconds(1)))),
                arguments(
                        "the outcome of COMMIT is not tracked, at the price of an error after its loss",
                        (ThrowingCallable) () -> ReplayConfig.defaults().withCommitOutcome(false)));
    }

    private static Arguments refused(String message, ThrowingCallable config) {
        return arguments(message, config);
    }

    private static PoolConfig pool(Duration idleTimeout, Duration maxLifetime, Duration keepalive) {
        return new PoolConfig(10, seconds(30), idleTimeout, maxLifetime, keepalive);
    }

    private static RetryConfig retry(Duration initialDelay, Duration maxDelay) {
        return new RetryConfig(3, initialDelay, 2, maxDelay, 0.2, 0.2);
    }

    private static WatchConfig watch(boolean enabled, Duration quietAfter, Duration probeTimeout) {
        return new WatchConfig(enabled, quietAfter, probeTimeout, 2);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
