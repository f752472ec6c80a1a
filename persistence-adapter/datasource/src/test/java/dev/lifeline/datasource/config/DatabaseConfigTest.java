package dev.lifeline.datasource.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeline.domain.settings.InvalidSettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseConfigTest {
    private static final DatabaseConfig DEFAULTS = DatabaseConfig.of(
            DatabaseUrl.parse("jdbc:postgresql://db.example/app"), DatabaseCredentials.of("app", "secret"));

    @Test
    void the_defaults_equal_the_documented_ones() {
        assertThat(DEFAULTS.pool())
                .isEqualTo(new PoolConfig(
                        10,
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        Duration.ofSeconds(30)));
        assertThat(DEFAULTS.retry())
                .isEqualTo(new RetryConfig(3, Duration.ofSeconds(1), 2, Duration.ofSeconds(30), 0.2, 0.2));
        assertThat(DEFAULTS.gate()).isEqualTo(new GateConfig(Duration.ofSeconds(15), 5_000));
        assertThat(DEFAULTS.watch()).isEqualTo(new WatchConfig(true, Duration.ofMillis(500), Duration.ofSeconds(1), 2));
        assertThat(DEFAULTS.operationDeadline()).isEqualTo(Duration.ofSeconds(30));
        assertThat(DEFAULTS.migrate()).isTrue();
    }

    @Test
    void all_problems_of_a_group_of_settings_are_reported() {
        assertThatThrownBy(() -> new PoolConfig(
                        -1,
                        Duration.ofMillis(1),
                        Duration.ofMinutes(40),
                        Duration.ofMinutes(30),
                        Duration.ofSeconds(30)))
                .isInstanceOfSatisfying(InvalidSettingsException.class, e -> assertThat(e.problems())
                        .containsExactly(
                                "pool.max-size must be from 1 to 1000, but is -1",
                                "pool.acquire-timeout must be from 250ms to 10m, but is 1ms",
                                "pool.idle-timeout must be shorter than pool.max-lifetime (30m), but is 40m"));
    }

    @Test
    void the_initial_delay_must_be_shorter_than_the_deadline() {
        assertThatThrownBy(() -> DEFAULTS.withOperationDeadline(Duration.ofSeconds(1)))
                .hasMessage("retry.initial-delay must be shorter than operation.deadline (1s), but is 1s");
    }

    @Test
    void the_initial_delay_must_be_shorter_than_the_maximum_delay() {
        assertThatThrownBy(() -> new RetryConfig(3, Duration.ofSeconds(30), 2, Duration.ofSeconds(30), 0.2, 0.2))
                .hasMessageContaining("retry.initial-delay must be shorter than retry.max-delay");
        assertThatThrownBy(() -> new RetryConfig(0, Duration.ofSeconds(1), 1, Duration.ofSeconds(30), 2, 0))
                .hasMessageContainingAll("retry.max-attempts", "retry.multiplier", "retry.jitter");
    }

    @Test
    void with_methods_change_one_part_only() {
        DatabaseConfig changed = DEFAULTS.withGate(GateConfig.defaults().withHold(Duration.ZERO))
                .withWatch(new WatchConfig(true, Duration.ofMillis(500), Duration.ofMillis(500), 3))
                .withRetry(new RetryConfig(1, Duration.ofSeconds(1), 2, Duration.ofSeconds(30), 0, 0))
                .withPool(new PoolConfig(
                        4,
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        Duration.ofSeconds(30)))
                .withSession(new SessionConfig(false, true, IsolationLevel.SERVER_DEFAULT, "", "", ""))
                .withReports(PoolReports.defaults().withName("orders"))
                .withBatch(new BatchConfig(true, 1, 2))
                .withReplay(ReplayConfig.defaults().withCommitOutcome(false))
                .withOperationDeadline(Duration.ofSeconds(20))
                .withSchema("lifeline")
                .withMigrate(false);

        assertThat(changed.gate().hold()).isZero();
        assertThat(changed.watch().misses()).isEqualTo(3);
        assertThat(changed.retry().maxAttempts()).isEqualTo(1);
        assertThat(changed.pool().maxSize()).isEqualTo(4);
        assertThat(changed.session().autoCommit()).isFalse();
        assertThat(changed.reports().name()).isEqualTo("orders");
        assertThat(changed.batch()).isEqualTo(new BatchConfig(true, 1, 2));
        assertThat(changed.replay().commitOutcome()).isFalse();
        assertThat(changed.operationDeadline()).isEqualTo(Duration.ofSeconds(20));
        assertThat(changed.schema()).isEqualTo("lifeline");
        assertThat(changed.migrate()).isFalse();
        assertThat(changed.url()).isEqualTo(DEFAULTS.url());
    }

    @Test
    void to_string_never_contains_the_password() {
        assertThat(DEFAULTS).asString().contains("app").doesNotContain("secret");
    }

    @Test
    void a_password_file_is_read_each_time(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "first\n");
        PasswordSource source = PasswordSource.file(file);
        assertThat(source.read()).isEqualTo("first");

        Files.writeString(file, "second \r\n");

        assertThat(source.read()).isEqualTo("second ");
    }

    @Test
    void a_missing_password_file_is_named(@TempDir Path folder) {
        assertThatThrownBy(PasswordSource.file(folder.resolve("none"))::read)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none");
    }
}
