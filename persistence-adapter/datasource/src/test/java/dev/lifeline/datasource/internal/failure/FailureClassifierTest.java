package dev.lifeline.datasource.internal.failure;

import static dev.lifeline.domain.connection.FailureReason.CONNECTION_LOST;
import static dev.lifeline.domain.connection.FailureReason.CONNECTION_REFUSED;
import static dev.lifeline.domain.connection.FailureReason.CONNECTION_TIMEOUT;
import static dev.lifeline.domain.connection.FailureReason.HOST_UNREACHABLE;
import static dev.lifeline.domain.connection.FailureReason.INVALID_CONFIGURATION;
import static dev.lifeline.domain.connection.FailureReason.POOL_EXHAUSTED;
import static dev.lifeline.domain.connection.FailureReason.READ_ONLY_SERVER;
import static dev.lifeline.domain.connection.FailureReason.SERVER_STARTING_UP;
import static dev.lifeline.domain.connection.FailureReason.UNEXPECTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.connection.FailureReason;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/** One case for each row of the classifier's tables, and one test for each failure without a specific SQLSTATE. */
class FailureClassifierTest {

    @ParameterizedTest
    @CsvSource({
        "57P01, CONNECTION_LOST, CONNECTION_LOST",
        "57P02, CONNECTION_LOST, CONNECTION_LOST",
        "57P04, CONNECTION_LOST, CONNECTION_LOST",
        "57P05, CONNECTION_LOST, CONNECTION_LOST",
        "25P03, TRANSACTION_TIMED_OUT, TRANSACTION_TIMEOUT",
        "25P04, TRANSACTION_TIMED_OUT, TRANSACTION_TIMEOUT",
        "08000, CONNECTION_LOST, CONNECTION_LOST",
        "08003, CONNECTION_LOST, CONNECTION_LOST",
        "08006, CONNECTION_LOST, CONNECTION_LOST",
        "08P01, CONNECTION_LOST, CONNECTION_LOST",
        "08001, UNREACHABLE, CONNECTION_TIMEOUT",
        "57P03, NOT_READY, SERVER_STARTING_UP",
        "53300, NO_SLOT, TOO_MANY_CONNECTIONS",
        "53400, NO_SLOT, TOO_MANY_CONNECTIONS",
        "53000, SERVER_TROUBLE, SERVER_RESOURCES",
        "53100, NO_SPACE, SERVER_RESOURCES",
        "53200, SERVER_TROUBLE, SERVER_RESOURCES",
        "58000, SERVER_TROUBLE, SERVER_RESOURCES",
        "58030, SERVER_TROUBLE, SERVER_RESOURCES",
        "25006, READ_ONLY, READ_ONLY_SERVER",
        "40001, CONFLICT, TRANSACTION_CONFLICT",
        "40P01, CONFLICT, TRANSACTION_CONFLICT",
        "40002, CONFLICT, TRANSACTION_CONFLICT",
        "55P03, CONFLICT, TRANSACTION_CONFLICT",
        "08007, IN_DOUBT, CONNECTION_LOST",
        "40003, IN_DOUBT, CONNECTION_LOST",
        "28000, MISCONFIGURED, AUTHENTICATION_FAILED",
        "28P01, MISCONFIGURED, AUTHENTICATION_FAILED",
        "3D000, MISCONFIGURED, INVALID_CONFIGURATION",
        "08004, MISCONFIGURED, INVALID_CONFIGURATION",
        "57014, CANCELLED, STATEMENT_CANCELLED",
        "22001, APPLICATION, UNEXPECTED",
        "23505, APPLICATION, UNEXPECTED",
        "42P01, APPLICATION, UNEXPECTED",
        "42501, APPLICATION, UNEXPECTED",
        "25001, APPLICATION, UNEXPECTED",
        "25P02, APPLICATION, UNEXPECTED",
        "2D000, APPLICATION, UNEXPECTED",
        "0A000, APPLICATION, UNEXPECTED",
        "P0001, APPLICATION, UNEXPECTED",
        "54000, APPLICATION, UNEXPECTED",
        "21000, APPLICATION, UNEXPECTED",
        "XX000, APPLICATION, UNEXPECTED",
    })
    void a_code_has_its_meaning(String sqlState, FailureKind kind, FailureReason reason) {
        assertThat(FailureClassifier.classify(new SQLException("some message", sqlState)))
                .isEqualTo(new Failure(kind, reason));
    }

    @ParameterizedTest
    @CsvSource({
        "query_wait_timeout, NO_SLOT, TOO_MANY_CONNECTIONS",
        "no more connections allowed (max_client_conn), NO_SLOT, TOO_MANY_CONNECTIONS",
        "client connections exceeded, NO_SLOT, TOO_MANY_CONNECTIONS",
        "server_login_retry, NOT_READY, SERVER_STARTING_UP",
        "'server login has been failing, cached error: x', NOT_READY, SERVER_STARTING_UP",
        "pause failed, NOT_READY, SERVER_STARTING_UP",
        "password authentication failed, MISCONFIGURED, AUTHENTICATION_FAILED",
        "no such user: app, MISCONFIGURED, AUTHENTICATION_FAILED",
        "SASL authentication failed, MISCONFIGURED, AUTHENTICATION_FAILED",
        "bouncer config error, MISCONFIGURED, INVALID_CONFIGURATION",
        "server conn crashed?, CONNECTION_LOST, CONNECTION_LOST",
        "some unknown message, CONNECTION_LOST, CONNECTION_LOST",
    })
    void pooler_messages_are_classified_by_text(String words, FailureKind kind, FailureReason reason) {
        assertThat(FailureClassifier.classify(new SQLException("FATAL: " + words, "08P01")))
                .isEqualTo(new Failure(kind, reason));
    }

    @Test
    void a_timeout_after_the_login_is_a_timeout_rather_than_a_lost_connection() {
        var silent = new SQLException("An I/O error", "08006", new SocketTimeoutException("Read timed out"));

        assertThat(FailureClassifier.classify(FailurePhase.CONNECT, silent))
                .isEqualTo(new Failure(FailureKind.UNREACHABLE, FailureReason.CONNECTION_TIMEOUT));
        assertThat(FailureClassifier.classify(silent))
                .isEqualTo(new Failure(FailureKind.CONNECTION_LOST, FailureReason.CONNECTION_LOST));
    }

    @Test
    void a_refused_connect_is_distinguished_from_a_timeout() {
        assertThat(reasonOfConnect(new ConnectException("Connection refused"))).isEqualTo(CONNECTION_REFUSED);
        assertThat(reasonOfConnect(new SocketTimeoutException("Connect timed out")))
                .isEqualTo(CONNECTION_TIMEOUT);
        assertThat(reasonOfConnect(new UnknownHostException("nowhere"))).isEqualTo(HOST_UNREACHABLE);
        assertThat(reasonOfConnect(new NoRouteToHostException())).isEqualTo(HOST_UNREACHABLE);
        assertThat(FailureClassifier.classify(
                        FailurePhase.CONNECT, new SQLException("Connection attempt timed out.", "08001")))
                .isEqualTo(new Failure(FailureKind.UNREACHABLE, CONNECTION_TIMEOUT));
    }

    @Test
    void no_host_with_the_required_role_means_read_only() {
        var driver = new SQLException("Не удалось найти сервер с указанным значением targetServerType", "08001");
        var noPrimary = new SQLException("no host has the required role", "25006", driver);

        assertThat(FailureClassifier.classify(FailurePhase.CONNECT, noPrimary))
                .isEqualTo(new Failure(FailureKind.READ_ONLY, READ_ONLY_SERVER));
    }

    @Test
    void a_standby_that_cannot_assign_a_transaction_means_read_only() {
        var standby = new PSQLException(
                new ServerErrorMessage("SОШИБКА\0VERROR\0CXX000\0Mtranslated\0RGetNewTransactionId\0\0"));

        assertThat(FailureClassifier.classify(standby).kind()).isEqualTo(FailureKind.READ_ONLY);
    }

    @Test
    void an_untrusted_certificate_is_misconfiguration_despite_its_sqlstate() {
        var handshake = new SQLException("SSL error", "08006", new SSLHandshakeException("unable to find valid path"));
        var key = new SQLException("Could not read SSL key file", "08006", new CertificateException("bad key"));

        assertThat(FailureClassifier.classify(FailurePhase.CONNECT, handshake))
                .isEqualTo(new Failure(FailureKind.MISCONFIGURED, INVALID_CONFIGURATION));
        assertThat(FailureClassifier.classify(FailurePhase.CONNECT, key).kind()).isEqualTo(FailureKind.MISCONFIGURED);
    }

    @Test
    void an_interrupted_handshake_is_not_misconfiguration() {
        var cut = new SQLException(
                "SSL error", "08006", new SSLHandshakeException("terminated").initCause(new EOFException()));

        assertThat(FailureClassifier.classify(FailurePhase.CONNECT, cut).kind()).isEqualTo(FailureKind.CONNECTION_LOST);
    }

    @Test
    void a_missing_file_or_class_is_misconfiguration() {
        var rootCertificate = new SQLException("SSL", "08006", new FileNotFoundException("root.crt"));
        var socketFactory = new SQLException("factory", "08006", new ClassNotFoundException("x.Y"));

        assertThat(FailureClassifier.classify(FailurePhase.CONNECT, rootCertificate)
                        .kind())
                .isEqualTo(FailureKind.MISCONFIGURED);
        assertThat(FailureClassifier.classify(FailurePhase.CONNECT, socketFactory)
                        .kind())
                .isEqualTo(FailureKind.MISCONFIGURED);
    }

    @Test
    void a_refusal_during_connect_is_misconfiguration() {
        assertThat(FailureClassifier.classify(FailurePhase.CONNECT, fatal("22023"))
                        .kind())
                .isEqualTo(FailureKind.MISCONFIGURED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"57P01", "53200", "58030", "57P03", "XX000", "40001"})
    void an_error_that_ends_the_session_at_commit_leaves_the_outcome_in_doubt(String sqlState) {
        assertThat(FailureClassifier.classify(atCommit(fatal(sqlState))).kind()).isEqualTo(FailureKind.IN_DOUBT);
    }

    @Test
    void a_missing_privilege_during_connect_is_misconfiguration() {
        assertThat(FailureClassifier.classify(FailurePhase.CONNECT, new SQLException("denied", "42501"))
                        .kind())
                .isEqualTo(FailureKind.MISCONFIGURED);
    }

    @Test
    void a_fatal_error_ends_the_session_whatever_its_sqlstate() {
        assertThat(FailureClassifier.classify(fatal("40001")).kind()).isEqualTo(FailureKind.CONNECTION_LOST);
        assertThat(FailureClassifier.classify(fatal("XX000")).kind()).isEqualTo(FailureKind.CONNECTION_LOST);
        assertThat(FailureClassifier.classify(fatal("53300")).kind()).isEqualTo(FailureKind.NO_SLOT);
        assertThat(FailureClassifier.classify(fatal("28P01")).kind()).isEqualTo(FailureKind.MISCONFIGURED);
        assertThat(FailureClassifier.classify(fatal("57P03")).kind()).isEqualTo(FailureKind.NOT_READY);
    }

    @Test
    void the_first_meaningful_exception_of_a_chain_decides() {
        var idleTimeout = new SQLException("FATAL: terminating connection due to idle-session timeout", "57P05");
        idleTimeout.setNextException(new SQLException("An I/O error", "08006", new EOFException()));
        var symptom = new SQLException("current transaction is aborted", "25P02", new SQLException("down", "57P01"));

        assertThat(FailureClassifier.classify(idleTimeout).kind()).isEqualTo(FailureKind.CONNECTION_LOST);
        assertThat(FailureClassifier.classify(symptom).kind()).isEqualTo(FailureKind.CONNECTION_LOST);
        assertThat(FailureClassifier.classify(new IllegalStateException(new RuntimeException(idleTimeout)))
                        .kind())
                .isEqualTo(FailureKind.CONNECTION_LOST);
    }

    @Test
    void a_connection_lost_at_commit_is_in_doubt() {
        var cut = new SQLException("An I/O error", PSQLState.CONNECTION_FAILURE.getState(), new SocketException());

        assertThat(FailureClassifier.classify(atCommit(cut)))
                .isEqualTo(new Failure(FailureKind.IN_DOUBT, CONNECTION_LOST));
        assertThat(FailureClassifier.classify(atCommit(fatal("57P01"))).kind()).isEqualTo(FailureKind.IN_DOUBT);
        assertThat(FailureClassifier.classify(cut).kind()).isEqualTo(FailureKind.CONNECTION_LOST);
    }

    @Test
    void an_error_reported_at_commit_is_not_in_doubt() {
        assertThat(FailureClassifier.classify(atCommit(new SQLException("deferred", "23505")))
                        .kind())
                .isEqualTo(FailureKind.APPLICATION);
        assertThat(FailureClassifier.classify(atCommit(new SQLException("conflict", "40001")))
                        .kind())
                .isEqualTo(FailureKind.CONFLICT);
    }

    @Test
    void a_transaction_that_timed_out_before_commit_is_not_in_doubt() {
        var idle = new SQLException("terminating connection due to idle-in-transaction timeout", "25P03");
        idle.setNextException(new SQLException("An I/O error", "08006"));

        assertThat(FailureClassifier.classify(atCommit(idle)).kind()).isEqualTo(FailureKind.TRANSACTION_TIMED_OUT);
    }

    @Test
    void a_full_pool_is_recognised_by_exception_type_rather_than_sqlstate() {
        var stale = new SQLTransientConnectionException("not available", "08003");

        assertThat(FailureClassifier.classify(new PoolExhaustedException(stale)))
                .isEqualTo(new Failure(FailureKind.POOL_EXHAUSTED, POOL_EXHAUSTED));
    }

    @Test
    void a_pool_without_connections_that_is_not_full_is_unreachable() {
        assertThat(FailureClassifier.classify(new SQLTransientConnectionException("not available")))
                .isEqualTo(new Failure(FailureKind.UNREACHABLE, CONNECTION_TIMEOUT));
        assertThat(FailureClassifier.classify(new SQLTransientConnectionException(
                        "not available", "08001", new SQLException("x", "08001", new ConnectException()))))
                .isEqualTo(new Failure(FailureKind.UNREACHABLE, CONNECTION_REFUSED));
    }

    @Test
    void a_closed_gate_has_its_reason_and_is_not_retried() {
        var closed = new SQLTransientConnectionException(null, null, new GateClosedException(SERVER_STARTING_UP));

        assertThat(FailureClassifier.classify(closed))
                .isEqualTo(new Failure(FailureKind.HELD_TOO_LONG, SERVER_STARTING_UP));
        assertThat(FailureKind.HELD_TOO_LONG.isRepeatable()).isFalse();
    }

    @Test
    void a_missing_sqlstate_is_a_lost_connection_except_in_application_work() {
        var closed = new SQLException("Connection is closed");

        assertThat(FailureClassifier.classify(FailurePhase.CONNECT, closed))
                .isEqualTo(new Failure(FailureKind.CONNECTION_LOST, CONNECTION_LOST));
        assertThat(FailureClassifier.classify(atCommit(closed)).kind()).isEqualTo(FailureKind.IN_DOUBT);
        assertThat(FailureClassifier.classify(closed)).isEqualTo(new Failure(FailureKind.APPLICATION, UNEXPECTED));
    }

    @Test
    void an_error_that_ended_the_session_is_a_lost_connection_in_every_language() {
        var conflict = new PSQLException(new ServerErrorMessage("SВАЖНО\0VFATAL\0C40001\0Mtranslated\0\0"));
        conflict.setNextException(new SQLException("ввод-вывод", "08006"));

        assertThat(FailureClassifier.classify(conflict).kind()).isEqualTo(FailureKind.CONNECTION_LOST);
    }

    @Test
    void an_interrupt_explains_a_lost_connection_but_not_a_refused_statement() {
        Thread.currentThread().interrupt();
        try {
            assertThat(FailureClassifier.classify(new SQLException("closed by interrupt", "08006"))
                            .kind())
                    .isEqualTo(FailureKind.INTERRUPTED);
            assertThat(FailureClassifier.classify(new SQLException("taken", "23505"))
                            .kind())
                    .isEqualTo(FailureKind.APPLICATION);
            assertThat(FailureClassifier.classify(atCommit(new SQLException("lost", "08006")))
                            .kind())
                    .isEqualTo(FailureKind.IN_DOUBT);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void a_failure_without_a_sql_exception_does_not_come_from_the_database() {
        assertThat(FailureClassifier.isDatabaseFailure(new IllegalStateException("ours")))
                .isFalse();
        assertThat(FailureClassifier.isDatabaseFailure(new IllegalStateException(new SQLException())))
                .isTrue();
    }

    @Test
    void circular_causes_are_handled() {
        var one = new SQLException("one", "23505");
        var other = new SQLException("other", "23505", one);
        one.setNextException(other);

        assertThat(FailureClassifier.classify(one)).isEqualTo(new Failure(FailureKind.APPLICATION, UNEXPECTED));
    }

    @Test
    void only_transient_failures_are_repeatable() {
        assertThat(FailureKind.values())
                .filteredOn(FailureKind::isRepeatable)
                .containsExactly(
                        FailureKind.CONNECTION_LOST,
                        FailureKind.UNREACHABLE,
                        FailureKind.NOT_READY,
                        FailureKind.NO_SLOT,
                        FailureKind.SERVER_TROUBLE,
                        FailureKind.NO_SPACE,
                        FailureKind.READ_ONLY,
                        FailureKind.CONFLICT,
                        FailureKind.IN_DOUBT);
    }

    @ParameterizedTest
    @EnumSource(FailureReason.class)
    void a_reason_has_a_plain_text(FailureReason reason) {
        assertThat(reason.text()).matches("[A-Z][a-z -]+");
    }

    private static FailureReason reasonOfConnect(Exception cause) {
        return FailureClassifier.classify(FailurePhase.CONNECT, new SQLException("no connection", "08001", cause))
                .reason();
    }

    private static CommitFailedException atCommit(SQLException cause) {
        return new CommitFailedException(cause);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RevalidateCachedQuery", "RevalidateCachedPlan"})
    void a_stale_plan_is_repeatable_whatever_the_language_of_its_message(String routine) {
        var message = new ServerErrorMessage("SFEHLER\0VERROR\0C0A000\0Mgespeicherter Plan\0R" + routine + "\0\0");

        assertThat(FailureClassifier.classify(new PSQLException(message)).kind())
                .isEqualTo(FailureKind.CONFLICT);
    }

    private static PSQLException fatal(String sqlState) {
        return new PSQLException(new ServerErrorMessage("SFATAL\0VFATAL\0C" + sqlState + "\0Msome message\0\0"));
    }
}
