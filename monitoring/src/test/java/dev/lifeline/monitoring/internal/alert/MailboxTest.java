package dev.lifeline.monitoring.internal.alert;

import static dev.lifeline.monitoring.internal.alert.AlertStatus.FIRING;
import static dev.lifeline.monitoring.internal.alert.AlertStatus.RESOLVED;
import static dev.lifeline.monitoring.internal.alert.SampleAlerts.outage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.monitoring.internal.alert.Mailbox.Unsent;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final Mailbox mailbox = new Mailbox();

    @Test
    void the_oldest_alert_comes_out_first() throws Exception {
        assertThat(mailbox.put(letter(outage(1, FIRING)))).isEmpty();
        assertThat(mailbox.put(letter(outage(2, FIRING)))).isEmpty();

        assertThat(mailbox.take()).contains(letter(outage(1, FIRING)));
        assertThat(mailbox.take()).contains(letter(outage(2, FIRING)));
    }

    @Test
    void of_one_trouble_only_the_newest_alert_stays() throws Exception {
        mailbox.put(letter(outage(1, FIRING)));
        mailbox.put(letter(outage(2, FIRING)));

        assertThat(mailbox.put(letter(outage(1, RESOLVED))))
                .containsExactly(new Unsent(outage(1, FIRING), DeliveryResult.SUPERSEDED));
        assertThat(mailbox.take()).contains(letter(outage(2, FIRING)));
        assertThat(mailbox.take()).contains(letter(outage(1, RESOLVED)));
    }

    @Test
    void an_alert_that_is_put_back_is_the_oldest_again() throws Exception {
        mailbox.put(letter(outage(1, FIRING)));
        mailbox.put(letter(outage(2, FIRING)));

        assertThat(mailbox.putBack(mailbox.take().orElseThrow())).isTrue();
        assertThat(mailbox.take()).contains(letter(outage(1, FIRING)));
    }

    @Test
    void an_alert_is_not_put_back_beside_a_newer_one() throws Exception {
        mailbox.put(letter(outage(1, FIRING)));
        Letter taken = mailbox.take().orElseThrow();
        mailbox.put(letter(outage(1, RESOLVED)));

        assertThat(mailbox.putBack(taken)).isFalse();
        assertThat(mailbox.empty()).containsExactly(outage(1, RESOLVED));
    }

    @Test
    void when_there_are_too_many_the_oldest_gives_way() throws Exception {
        for (int number = 1; number <= Mailbox.MOST_WAITING; number++) {
            assertThat(mailbox.put(letter(outage(number, FIRING)))).isEmpty();
        }

        assertThat(mailbox.put(letter(outage(0, FIRING))))
                .containsExactly(new Unsent(outage(1, FIRING), DeliveryResult.DROPPED));
        assertThat(mailbox.take()).contains(letter(outage(2, FIRING)));
    }

    @Test
    void after_the_end_what_was_in_comes_out_and_nothing_comes_in() throws Exception {
        mailbox.put(letter(outage(1, FIRING)));
        mailbox.close();

        assertThat(mailbox.put(letter(outage(2, FIRING))))
                .containsExactly(new Unsent(outage(2, FIRING), DeliveryResult.DROPPED));
        assertThat(mailbox.take()).contains(letter(outage(1, FIRING)));
        assertThat(mailbox.take()).isEmpty();
    }

    private static Letter letter(Alert alert) {
        return new Letter(alert, 0);
    }
}
