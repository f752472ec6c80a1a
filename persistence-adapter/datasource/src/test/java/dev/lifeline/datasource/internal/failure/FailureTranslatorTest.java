package dev.lifeline.datasource.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.connection.DatabaseOperationException;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FailureTranslatorTest {
    private final FailureTranslator translator = new FailureTranslator(new Random(42));

    @Test
    void a_lost_connection_becomes_unavailable_with_reason_and_retry_time() {
        var lost = new IllegalStateException(new SQLException("gone", "08006"));

        assertThat(translator.translate(lost))
                .isInstanceOfSatisfying(DatabaseUnavailableException.class, e -> {
                    assertThat(e.reason()).isEqualTo(FailureReason.CONNECTION_LOST);
                    assertThat(e.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
                })
                .hasCause(lost);
    }

    @Test
    void callers_get_different_retry_times() {
        var lost = new IllegalStateException(new SQLException("gone", "08006"));

        var one = (DatabaseUnavailableException) translator.translate(lost);
        var other = (DatabaseUnavailableException) translator.translate(lost);

        assertThat(one.retryAfter()).isNotEqualTo(other.retryAfter());
    }

    @Test
    void misconfiguration_has_a_longer_retry_time() {
        var refused = new IllegalStateException(new GateClosedException(FailureReason.AUTHENTICATION_FAILED));

        assertThat(translator.translate(refused))
                .isInstanceOfSatisfying(DatabaseUnavailableException.class, e -> assertThat(e.retryAfter())
                        .isGreaterThanOrEqualTo(Duration.ofSeconds(30)));
    }

    @Test
    void a_refused_statement_is_an_operation_failure() {
        var refused = new IllegalStateException(new SQLException("no such table", "42P01"));

        assertThat(translator.translate(refused))
                .isInstanceOf(DatabaseOperationException.class)
                .hasCause(refused);
    }

    @Test
    void other_exceptions_are_returned_unchanged() {
        var ours = new IllegalStateException("ours");

        assertThat(translator.translate(ours)).isSameAs(ours);
    }
}
