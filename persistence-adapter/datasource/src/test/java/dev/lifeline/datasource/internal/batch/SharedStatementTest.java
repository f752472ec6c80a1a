package dev.lifeline.datasource.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.datasource.internal.operation.Deadline;
import dev.lifeline.domain.connection.CallerCancellation;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Conditions for the cancellation of a statement that several callers share. Issue 15, number 23. */
class SharedStatementTest {
    private static final Ticker STOPPED = () -> 0;

    private final Deadline deadline = Deadline.in(Duration.ofSeconds(30), STOPPED);
    private final CallerCancellation leader = new CallerCancellation();
    private final PendingLookup<String, String> other = new PendingLookup<>("b", deadline, STOPPED);

    @Test
    void it_is_cancelled_when_the_last_of_its_callers_leaves() {
        assertThat(other.takeFor(deadline)).isTrue();

        leader.run(() -> new SharedStatement(List.of(other)).run(() -> {
            leader.cancel();
            assertThat(isCancelled()).as("while another caller waits").isFalse();
            other.giveUp();
            assertThat(isCancelled()).as("after the last caller left").isTrue();
            return "";
        }));
    }

    @Test
    void it_is_cancelled_when_the_leader_leaves_last() {
        assertThat(other.takeFor(deadline)).isTrue();

        leader.run(() -> new SharedStatement(List.of(other)).run(() -> {
            other.giveUp();
            assertThat(isCancelled()).as("while the leader waits").isFalse();
            leader.cancel();
            assertThat(isCancelled()).as("after the leader left").isTrue();
            return "";
        }));
    }

    @Test
    void it_runs_for_those_who_still_wait_although_its_leader_left_before() {
        assertThat(other.takeFor(deadline)).isTrue();
        leader.cancel();

        leader.run(() -> new SharedStatement(List.of(other)).run(() -> {
            assertThat(isCancelled()).isFalse();
            return "";
        }));
    }

    private static boolean isCancelled() {
        return CallerCancellation.current().isCancelled();
    }
}
