package dev.lifeline.persistence.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.lifeline.domain.connection.ConnectionEvent.OperationGivenUp;
import dev.lifeline.domain.connection.ConnectionEvent.OperationRetried;
import dev.lifeline.domain.connection.DatabaseOperationException;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.connection.TransactionInDoubtException;
import dev.lifeline.domain.testing.FakeClock;
import dev.lifeline.domain.testing.RecordingListener;
import dev.lifeline.persistence.config.RetryConfig;
import dev.lifeline.persistence.internal.failure.CommitFailedException;
import dev.lifeline.persistence.internal.failure.FailureTranslator;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ResilientExecutorTest {
    private static final RetryConfig QUICK = new RetryConfig(3, Duration.ofMillis(1), 2, Duration.ofMillis(4), 0);

    private final RecordingListener events = new RecordingListener();
    private final AtomicInteger suspicions = new AtomicInteger();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final ResilientExecutor executor = new ResilientExecutor(
            new PolicyStack(QUICK, Duration.ofSeconds(30), events, new FakeClock()),
            new FailureTranslator(new Random(1)),
            suspicions::incrementAndGet,
            ended::get);

    @Test
    void work_that_fails_for_a_reason_that_passes_is_repeated_until_it_succeeds() {
        assertThat(executor.run(failing(2, "08006"))).isEqualTo("done");

        assertThat(attempts).hasValue(3);
        assertThat(suspicions).hasValue(2);
        assertThat(events.ofType(OperationRetried.class))
                .extracting(OperationRetried::attempt, OperationRetried::maxAttempts, OperationRetried::reason)
                .containsExactly(
                        tuple(2, 3, FailureReason.CONNECTION_LOST), tuple(3, 3, FailureReason.CONNECTION_LOST));
    }

    @Test
    void work_is_given_up_after_the_last_attempt() {
        assertThatThrownBy(() -> executor.run(failing(3, "57P03")))
                .isInstanceOfSatisfying(DatabaseUnavailableException.class, e -> assertThat(e.reason())
                        .isEqualTo(FailureReason.SERVER_STARTING_UP));

        assertThat(attempts).hasValue(3);
        assertThat(events.ofType(OperationGivenUp.class))
                .singleElement()
                .satisfies(event -> assertThat(event.attempts()).isEqualTo(3));
    }

    @Test
    void a_mistake_of_the_application_is_neither_repeated_nor_held_against_the_database() {
        assertThatThrownBy(() -> executor.run(failing(1, "42P01"))).isInstanceOf(DatabaseOperationException.class);

        assertThat(attempts).hasValue(1);
        assertThat(suspicions).hasValue(0);
        assertThat(events.events()).isEmpty();
    }

    @Test
    void an_unknown_outcome_is_never_repeated() {
        assertThatThrownBy(() -> executor.run(() -> {
                    attempts.incrementAndGet();
                    throw new CommitFailedException(new IllegalStateException(new SQLException("gone", "08006")));
                }))
                .isInstanceOf(TransactionInDoubtException.class);

        assertThat(attempts).hasValue(1);
        assertThat(suspicions).hasValue(1);
    }

    @Test
    void a_conflict_is_repeated_on_a_clock_of_its_own_and_not_told_as_a_retry() {
        assertThat(executor.run(failing(4, "40001"))).isEqualTo("done");

        assertThat(attempts).hasValue(5);
        assertThat(events.ofType(OperationRetried.class)).isEmpty();
        assertThat(suspicions).hasValue(0);
    }

    @Test
    void what_does_not_come_from_the_database_passes_unchanged() {
        var ours = new IllegalStateException("ours");

        assertThatThrownBy(() -> executor.run(() -> {
                    throw ours;
                }))
                .isSameAs(ours);
    }

    @Test
    void an_interrupt_between_two_attempts_ends_the_work_and_keeps_the_flag() {
        assertThatThrownBy(() -> executor.run(() -> {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(new SQLException("gone", "08006"));
                }))
                .isInstanceOf(DatabaseUnavailableException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void conflicts_on_the_way_do_not_count_as_attempts() {
        Iterator<String> states =
                List.of("40001", "40001", "08006", "40001", "08006").iterator();

        assertThat(executor.run(() -> {
                    if (states.hasNext()) {
                        throw new IllegalStateException(new SQLException("broken", states.next()));
                    }
                    return "done";
                }))
                .isEqualTo("done");

        assertThat(events.ofType(OperationRetried.class))
                .extracting(OperationRetried::attempt)
                .containsExactly(2, 3);
    }

    @Test
    void the_last_failure_remembers_the_earlier_ones() {
        assertThatThrownBy(() -> executor.run(failing(3, "08006"))).cause().satisfies(last -> assertThat(
                        last.getSuppressed())
                .singleElement()
                .satisfies(second -> assertThat(second.getSuppressed()).hasSize(1)));
    }

    @Test
    void once_the_database_is_closed_nothing_is_tried() {
        ended.set(true);

        assertThatThrownBy(() -> executor.run(failing(0, "08006")))
                .isInstanceOfSatisfying(DatabaseUnavailableException.class, e -> assertThat(e.reason())
                        .isEqualTo(FailureReason.SHUTTING_DOWN));
        assertThat(attempts).hasValue(0);
    }

    private Supplier<String> failing(int times, String sqlState) {
        return () -> {
            if (attempts.incrementAndGet() <= times) {
                throw new IllegalStateException(new SQLException("broken", sqlState));
            }
            return "done";
        };
    }
}
