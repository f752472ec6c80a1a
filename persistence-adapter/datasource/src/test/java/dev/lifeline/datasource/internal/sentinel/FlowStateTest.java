package dev.lifeline.persistence.internal.watch;

import static dev.lifeline.persistence.internal.watch.Verdict.DEAD;
import static dev.lifeline.persistence.internal.watch.Verdict.OPEN;
import static dev.lifeline.persistence.internal.watch.Verdict.SLOW;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
    private static final Backend BACKEND = new Backend(42, "1.5");

    @ParameterizedTest
    @CsvSource({
        "idle, ClientRead, DEAD",
        "idle in transaction, ClientRead, DEAD",
        "idle in transaction (aborted), ClientRead, DEAD",
        "active, ClientWrite, DEAD",
        "active, '', SLOW",
        "active, PgSleep, SLOW",
        "active, transactionid, SLOW",
        "active, ClientRead, SLOW",
        "fastpath function call, '', SLOW",
        "disabled, '', SLOW",
        "'', '', SLOW",
    })
    void two_looks_that_agree_decide(String state, String waitEvent, Verdict expected) {
        Activity seen = new Activity(BACKEND, state, waitEvent, "2.5");

        assertThat(Verdict.of(seen, seen, true)).isEqualTo(expected);
    }

    @Test
    void a_backend_that_is_gone_twice_answers_nobody() {
        assertThat(Verdict.of(null, null, true)).isEqualTo(DEAD);
    }

    @Test
    void one_look_is_not_enough() {
        assertThat(Verdict.atFirstSight(null, true)).isEqualTo(OPEN);
        assertThat(Verdict.atFirstSight(new Activity(BACKEND, "idle", "ClientRead", "2.5"), true))
                .isEqualTo(OPEN);
        assertThat(Verdict.atFirstSight(new Activity(BACKEND, "active", "", "2.5"), true))
                .isEqualTo(SLOW);
    }

    @Test
    void a_backend_that_did_something_between_the_looks_is_not_dead() {
        Activity before = new Activity(BACKEND, "idle", "ClientRead", "2.5");
        Activity after = new Activity(BACKEND, "idle", "ClientRead", "2.9");

        assertThat(Verdict.of(before, after, true)).isEqualTo(OPEN);
        assertThat(Verdict.of(null, after, true)).isEqualTo(OPEN);
    }

    @Test
    void who_only_listens_is_left_alone_by_an_idle_backend_but_not_by_one_that_cannot_send() {
        Activity idle = new Activity(BACKEND, "idle", "ClientRead", "2.5");
        Activity sending = new Activity(BACKEND, "active", "ClientWrite", "2.5");

        assertThat(Verdict.of(idle, idle, false)).isEqualTo(SLOW);
        assertThat(Verdict.of(sending, sending, false)).isEqualTo(DEAD);
    }
}
