package dev.lifeline.datasource.internal.sentinel;

import static dev.lifeline.datasource.internal.sentinel.FlowState.DEAD;
import static dev.lifeline.datasource.internal.sentinel.FlowState.OPEN;
import static dev.lifeline.datasource.internal.sentinel.FlowState.SLOW;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowStateTest {
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
    void two_queries_with_the_same_result_decide(String state, String waitEvent, FlowState expected) {
        BackendActivity seen = new BackendActivity(BACKEND, state, waitEvent, "2.5");

        assertThat(FlowState.of(seen, seen, true)).isEqualTo(expected);
    }

    @Test
    void a_backend_missing_in_two_queries_is_dead() {
        assertThat(FlowState.of(null, null, true)).isEqualTo(DEAD);
    }

    @ParameterizedTest
    @CsvSource({
        "idle, ClientRead, true, DEAD",
        "active, ClientRead, true, DEAD",
        "active, ClientWrite, true, DEAD",
        "active, ClientRead, false, OPEN",
        "active, transactionid, true, SLOW",
        "active, '', true, SLOW",
        "disabled, '', true, SLOW",
    })
    void a_blocked_write_is_dead_if_the_server_waits_for_data_for_long(
            String state, String waitEvent, boolean blockedLong, FlowState expected) {
        BackendActivity seen = new BackendActivity(BACKEND, state, waitEvent, "2.5");

        assertThat(FlowState.whileWriting(seen, seen, blockedLong)).isEqualTo(expected);
    }

    @Test
    void one_query_is_not_sufficient() {
        assertThat(FlowState.afterFirstQuery(null, true)).isEqualTo(OPEN);
        assertThat(FlowState.afterFirstQuery(new BackendActivity(BACKEND, "idle", "ClientRead", "2.5"), true))
                .isEqualTo(OPEN);
        assertThat(FlowState.afterFirstQuery(new BackendActivity(BACKEND, "active", "", "2.5"), true))
                .isEqualTo(SLOW);
    }

    @Test
    void a_backend_that_was_active_between_the_queries_is_not_dead() {
        BackendActivity before = new BackendActivity(BACKEND, "idle", "ClientRead", "2.5");
        BackendActivity after = new BackendActivity(BACKEND, "idle", "ClientRead", "2.9");

        assertThat(FlowState.of(before, after, true)).isEqualTo(OPEN);
        assertThat(FlowState.of(null, after, true)).isEqualTo(OPEN);
    }

    @Test
    void a_listening_connection_is_healthy_if_its_backend_is_idle_but_not_if_it_cannot_send() {
        BackendActivity idle = new BackendActivity(BACKEND, "idle", "ClientRead", "2.5");
        BackendActivity sending = new BackendActivity(BACKEND, "active", "ClientWrite", "2.5");

        assertThat(FlowState.of(idle, idle, false)).isEqualTo(SLOW);
        assertThat(FlowState.of(sending, sending, false)).isEqualTo(DEAD);
    }
}
