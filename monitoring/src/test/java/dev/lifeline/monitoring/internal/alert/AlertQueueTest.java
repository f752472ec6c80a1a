package dev.lifeline.monitoring.internal.alert;

import static dev.lifeline.monitoring.internal.alert.AlertStatus.FIRING;
import static dev.lifeline.monitoring.internal.alert.AlertStatus.RESOLVED;
import static dev.lifeline.monitoring.internal.alert.SampleAlerts.outage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.monitoring.internal.alert.AlertQueue.Unsent;
import org.junit.jupiter.api.Test;

class AlertQueueTest {
    private final AlertQueue queue = new AlertQueue();

    @Test
    void the_oldest_alert_comes_out_first() throws Exception {
        assertThat(queue.put(queued(outage(1, FIRING)))).isEmpty();
        assertThat(queue.put(queued(outage(2, FIRING)))).isEmpty();

        assertThat(queue.take()).contains(queued(outage(1, FIRING)));
        assertThat(queue.take()).contains(queued(outage(2, FIRING)));
    }

    @Test
    void only_the_newest_alert_of_a_problem_stays() throws Exception {
        queue.put(queued(outage(1, FIRING)));
        queue.put(queued(outage(2, FIRING)));

        assertThat(queue.put(queued(outage(1, RESOLVED))))
                .containsExactly(new Unsent(outage(1, FIRING), DeliveryResult.SUPERSEDED));
        assertThat(queue.take()).contains(queued(outage(2, FIRING)));
        assertThat(queue.take()).contains(queued(outage(1, RESOLVED)));
    }

    @Test
    void an_alert_that_is_put_back_is_the_oldest_again() throws Exception {
        queue.put(queued(outage(1, FIRING)));
        queue.put(queued(outage(2, FIRING)));

        assertThat(queue.putBack(queue.take().orElseThrow())).isTrue();
        assertThat(queue.take()).contains(queued(outage(1, FIRING)));
    }

    @Test
    void an_alert_is_not_put_back_beside_a_newer_one() throws Exception {
        queue.put(queued(outage(1, FIRING)));
        QueuedAlert taken = queue.take().orElseThrow();
        queue.put(queued(outage(1, RESOLVED)));

        assertThat(queue.putBack(taken)).isFalse();
        assertThat(queue.empty()).containsExactly(outage(1, RESOLVED));
    }

    @Test
    void when_there_are_too_many_the_oldest_gives_way() throws Exception {
        for (int number = 1; number <= AlertQueue.MAX_WAITING; number++) {
            assertThat(queue.put(queued(outage(number, FIRING)))).isEmpty();
        }

        assertThat(queue.put(queued(outage(0, FIRING))))
                .containsExactly(new Unsent(outage(1, FIRING), DeliveryResult.DROPPED));
        assertThat(queue.take()).contains(queued(outage(2, FIRING)));
    }

    @Test
    void after_close_the_queue_is_drained_and_accepts_no_alert() throws Exception {
        queue.put(queued(outage(1, FIRING)));
        queue.close();

        assertThat(queue.put(queued(outage(2, FIRING))))
                .containsExactly(new Unsent(outage(2, FIRING), DeliveryResult.DROPPED));
        assertThat(queue.take()).contains(queued(outage(1, FIRING)));
        assertThat(queue.take()).isEmpty();
    }

    private static QueuedAlert queued(Alert alert) {
        return new QueuedAlert(alert, 0);
    }
}
