package dev.lifeline.datasource.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.testing.FakeTicker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Conditions for a new login of the probe, in controlled time. */
class LoginPolicyTest {
    private static final ServerAnswer WRITABLE = new ServerAnswer(false, false, "server", "");
    private static final ServerAnswer READ_ONLY = new ServerAnswer(true, false, "server", "");
    private static final ServerAnswer STANDBY = new ServerAnswer(true, true, "server", "");

    private final FakeTicker ticker = new FakeTicker();
    private final AtomicBoolean doubted = new AtomicBoolean();
    private final LoginPolicy logins = new LoginPolicy(ticker, doubted);

    @Test
    void a_login_is_due_ten_seconds_after_the_last_one() {
        succeed();
        ticker.advance(Duration.ofMillis(9_999));
        assertThat(logins.isDue(WRITABLE, true)).isFalse();

        ticker.advance(Duration.ofMillis(1));

        assertThat(logins.isDue(WRITABLE, false)).isTrue();
    }

    @Test
    void a_pool_that_cannot_connect_makes_a_login_due_at_once_if_empty_and_within_a_second_otherwise() {
        succeed();
        doubted.set(true);
        assertThat(logins.isDue(WRITABLE, true)).isTrue();
        assertThat(logins.isDue(WRITABLE, false)).isFalse();

        ticker.advance(Duration.ofSeconds(1));

        assertThat(logins.isDue(WRITABLE, false)).isTrue();
        succeed();
        assertThat(logins.isDue(WRITABLE, true)).isFalse();
    }

    @Test
    void after_a_failed_login_each_probe_logs_in_while_the_pool_is_empty() {
        logins.begin();

        assertThat(logins.isDue(WRITABLE, true)).isTrue();
        assertThat(logins.isDue(WRITABLE, false)).isFalse();
    }

    @Test
    void a_read_only_session_makes_a_login_due_except_on_a_standby() {
        succeed();

        assertThat(logins.isDue(READ_ONLY, false)).isTrue();
        assertThat(logins.isDue(STANDBY, false)).isFalse();
    }

    @Test
    void each_problem_is_reported_once_until_a_login_succeeds() {
        assertThat(logins.isNewProblem(FailureReason.AUTHENTICATION_FAILED)).isTrue();
        assertThat(logins.isNewProblem(FailureReason.AUTHENTICATION_FAILED)).isFalse();

        succeed();

        assertThat(logins.isNewProblem(FailureReason.AUTHENTICATION_FAILED)).isTrue();
    }

    private void succeed() {
        logins.begin();
        logins.succeeded();
    }
}
