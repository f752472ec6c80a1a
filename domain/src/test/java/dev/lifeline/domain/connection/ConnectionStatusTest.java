package dev.lifeline.domain.connection;

import static dev.lifeline.domain.connection.ConnectionState.BOOTING;
import static dev.lifeline.domain.connection.ConnectionState.CONNECTED;
import static dev.lifeline.domain.connection.ConnectionState.LOST;
import static dev.lifeline.domain.connection.ConnectionState.READ_ONLY;
import static dev.lifeline.domain.connection.ConnectionState.SATURATED;
import static dev.lifeline.domain.connection.ConnectionState.STARTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectionStatusTest {
    @Test
    void initial_state_is_starting() {
        assertThat(ConnectionStatus.initial()).isEqualTo(new ConnectionStatus(STARTING, 0));
    }

    @ParameterizedTest
    @EnumSource
    void an_answer_leads_from_every_state_to_connected(ConnectionState before) {
        var status = new ConnectionStatus(before, 1);

        assertThat(status.afterAnswer(false, false)).isEqualTo(new ConnectionStatus(CONNECTED, 0));
        assertThat(status.afterAnswer(false, true)).isEqualTo(new ConnectionStatus(SATURATED, 0));
        assertThat(status.afterAnswer(true, false)).isEqualTo(new ConnectionStatus(READ_ONLY, 0));
        assertThat(status.afterAnswer(true, true)).isEqualTo(new ConnectionStatus(READ_ONLY, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECTION_REFUSED, LOST",
        "CONNECTION_LOST, LOST",
        "HOST_UNREACHABLE, LOST",
        "SERVER_RESOURCES, LOST",
        "SHUTTING_DOWN, LOST",
        "UNEXPECTED, LOST",
        "SERVER_STARTING_UP, BOOTING",
        "AUTHENTICATION_FAILED, MISCONFIGURED",
        "INVALID_CONFIGURATION, MISCONFIGURED",
        "MIGRATION_FAILED, MISCONFIGURED"
    })
    void a_refusal_changes_every_state_at_once(FailureReason reason, ConnectionState after) {
        for (ConnectionState before : ConnectionState.values()) {
            assertThat(new ConnectionStatus(before, 0).afterFailure(reason, 3))
                    .as("%s after %s", reason, before)
                    .isEqualTo(new ConnectionStatus(after, 0));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTING", "CONNECTED", "SATURATED", "READ_ONLY"})
    void a_serving_state_and_the_initial_one_hold_until_the_tolerated_number_of_timeouts(ConnectionState serving) {
        var once = new ConnectionStatus(serving, 0).afterFailure(FailureReason.CONNECTION_TIMEOUT, 3);
        var twice = once.afterFailure(FailureReason.CONNECTION_TIMEOUT, 3);
        var thrice = twice.afterFailure(FailureReason.CONNECTION_TIMEOUT, 3);

        assertThat(once).isEqualTo(new ConnectionStatus(serving, 1));
        assertThat(twice).isEqualTo(new ConnectionStatus(serving, 2));
        assertThat(thrice).isEqualTo(new ConnectionStatus(LOST, 0));
    }

    @Test
    void with_one_tolerated_miss_the_first_timeout_means_lost() {
        var status = new ConnectionStatus(CONNECTED, 0).afterFailure(FailureReason.CONNECTION_TIMEOUT, 1);

        assertThat(status.state()).isEqualTo(LOST);
    }

    @Test
    void an_answer_resets_the_misses() {
        var status = new ConnectionStatus(CONNECTED, 0)
                .afterFailure(FailureReason.CONNECTION_TIMEOUT, 2)
                .afterAnswer(false, false)
                .afterFailure(FailureReason.CONNECTION_TIMEOUT, 2);

        assertThat(status).isEqualTo(new ConnectionStatus(CONNECTED, 1));
    }

    @ParameterizedTest
    @EnumSource(names = {"BOOTING", "LOST", "MISCONFIGURED"})
    void a_timeout_in_a_state_that_does_not_serve_means_lost(ConnectionState before) {
        var status = new ConnectionStatus(before, 0).afterFailure(FailureReason.CONNECTION_TIMEOUT, 5);

        assertThat(status).isEqualTo(new ConnectionStatus(LOST, 0));
    }

    @ParameterizedTest
    @EnumSource
    void a_server_without_a_free_slot_keeps_serving_existing_connections(ConnectionState before) {
        var status = new ConnectionStatus(before, 0).afterFailure(FailureReason.TOO_MANY_CONNECTIONS, 2);

        assertThat(status.state()).isEqualTo(before.isServing() ? SATURATED : LOST);
    }

    @Test
    void a_booting_server_that_stops_answering_is_lost() {
        var status = ConnectionStatus.initial().afterFailure(FailureReason.SERVER_STARTING_UP, 2);

        assertThat(status.state()).isEqualTo(BOOTING);
        assertThat(status.afterFailure(FailureReason.CONNECTION_TIMEOUT, 2).state())
                .isEqualTo(LOST);
    }

    @Test
    void connected_saturated_and_read_only_serve_and_no_other_state_does() {
        assertThat(ConnectionState.values())
                .filteredOn(ConnectionState::isServing)
                .containsExactly(CONNECTED, SATURATED, READ_ONLY);
    }

    @Test
    void a_status_has_a_state() {
        assertThatNullPointerException().isThrownBy(() -> new ConnectionStatus(null, 0));
    }

    @Test
    void a_server_without_a_free_slot_is_lost_if_the_pool_is_empty() {
        assertThat(ConnectionStatus.initial()
                        .afterAnswer(false, false)
                        .withoutAnyConnection()
                        .state())
                .isEqualTo(ConnectionState.LOST);
    }
}
