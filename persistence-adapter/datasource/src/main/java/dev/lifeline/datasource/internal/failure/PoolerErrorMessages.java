package dev.lifeline.datasource.internal.failure;

import static dev.lifeline.domain.connection.FailureReason.AUTHENTICATION_FAILED;
import static dev.lifeline.domain.connection.FailureReason.CONNECTION_LOST;
import static dev.lifeline.domain.connection.FailureReason.SERVER_STARTING_UP;
import static dev.lifeline.domain.connection.FailureReason.TOO_MANY_CONNECTIONS;

import dev.lifeline.domain.connection.FailureReason;
import java.util.List;
import java.util.Optional;

/**
 * Meaning of PgBouncer's errors with SQLSTATE 08P01, which PgBouncer uses for all errors without a specific code. This
 * is the only place that depends on message texts; PgBouncer's messages are not translated.
 */
final class PoolerErrorMessages {
    private static final List<Row> ROWS = List.of(
            new Row("query_wait_timeout", FailureKind.NO_SLOT, TOO_MANY_CONNECTIONS),
            new Row("no more connections allowed", FailureKind.NO_SLOT, TOO_MANY_CONNECTIONS),
            new Row("client connections exceeded", FailureKind.NO_SLOT, TOO_MANY_CONNECTIONS),
            new Row("server_login_retry", FailureKind.NOT_READY, SERVER_STARTING_UP),
            new Row("server login has been failing", FailureKind.NOT_READY, SERVER_STARTING_UP),
            new Row("pause failed", FailureKind.NOT_READY, SERVER_STARTING_UP),
            new Row("password authentication failed", FailureKind.MISCONFIGURED, AUTHENTICATION_FAILED),
            new Row("no such user", FailureKind.MISCONFIGURED, AUTHENTICATION_FAILED),
            new Row("SASL authentication failed", FailureKind.MISCONFIGURED, AUTHENTICATION_FAILED),
            new Row("bouncer config error", FailureKind.MISCONFIGURED, FailureReason.INVALID_CONFIGURATION),
            new Row("server conn crashed", FailureKind.CONNECTION_LOST, CONNECTION_LOST));

    private PoolerErrorMessages() {}

    /** Returns the meaning of the message; empty if it is not one of PgBouncer's. */
    static Optional<Failure> meaning(String message) {
        return ROWS.stream()
                .filter(row -> message.contains(row.text))
                .findFirst()
                .map(row -> new Failure(row.kind, row.reason));
    }

    private record Row(String text, FailureKind kind, FailureReason reason) {}
}
