package dev.lifeline.datasource.internal.failure;

import static dev.lifeline.domain.connection.FailureReason.AUTHENTICATION_FAILED;
import static dev.lifeline.domain.connection.FailureReason.INVALID_CONFIGURATION;
import static dev.lifeline.domain.connection.FailureReason.READ_ONLY_SERVER;
import static dev.lifeline.domain.connection.FailureReason.SERVER_RESOURCES;
import static dev.lifeline.domain.connection.FailureReason.SERVER_STARTING_UP;
import static dev.lifeline.domain.connection.FailureReason.STATEMENT_CANCELLED;
import static dev.lifeline.domain.connection.FailureReason.TOO_MANY_CONNECTIONS;
import static dev.lifeline.domain.connection.FailureReason.TRANSACTION_CONFLICT;
import static dev.lifeline.domain.connection.FailureReason.UNEXPECTED;

import dev.lifeline.domain.connection.FailureReason;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Maps SQLSTATEs to meanings. A full code precedes its class, which is its first two characters; all other codes are
 * errors of the application. The codes are those of the PostgreSQL manual, appendix A.
 */
final class SqlStateTable {
    private static final Failure LOST = new Failure(FailureKind.CONNECTION_LOST, FailureReason.CONNECTION_LOST);
    private static final Failure NO_SLOT = new Failure(FailureKind.NO_SLOT, TOO_MANY_CONNECTIONS);
    private static final Failure TROUBLE = new Failure(FailureKind.SERVER_TROUBLE, SERVER_RESOURCES);
    private static final Failure TIMED_OUT =
            new Failure(FailureKind.TRANSACTION_TIMED_OUT, FailureReason.TRANSACTION_TIMEOUT);
    static final Failure CONFLICT = new Failure(FailureKind.CONFLICT, TRANSACTION_CONFLICT);
    private static final Failure IN_DOUBT = new Failure(FailureKind.IN_DOUBT, FailureReason.CONNECTION_LOST);
    private static final Failure WRONG_SETTING = new Failure(FailureKind.MISCONFIGURED, INVALID_CONFIGURATION);
    private static final Failure REFUSED_LOGIN = new Failure(FailureKind.MISCONFIGURED, AUTHENTICATION_FAILED);

    /** Meaning of unlisted codes: the server rejected the statement. */
    static final Failure APPLICATION = new Failure(FailureKind.APPLICATION, UNEXPECTED);

    private static final Map<String, Failure> CODES = Map.ofEntries(
            Map.entry("57P01", LOST), // admin_shutdown
            Map.entry("57P02", LOST), // crash_shutdown
            Map.entry("57P04", LOST), // database_dropped: the next check gets 3D000
            Map.entry("57P05", LOST), // idle_session_timeout
            Map.entry("25P03", TIMED_OUT), // idle_in_transaction_session_timeout
            Map.entry("25P04", TIMED_OUT), // transaction_timeout
            Map.entry("08001", new Failure(FailureKind.UNREACHABLE, FailureReason.CONNECTION_TIMEOUT)),
            Map.entry("57P03", new Failure(FailureKind.NOT_READY, SERVER_STARTING_UP)), // cannot_connect_now
            Map.entry("53300", NO_SLOT), // too_many_connections
            Map.entry("53400", NO_SLOT), // configuration_limit_exceeded
            Map.entry("53100", new Failure(FailureKind.NO_SPACE, SERVER_RESOURCES)), // disk_full
            Map.entry("25006", new Failure(FailureKind.READ_ONLY, READ_ONLY_SERVER)), // read_only_sql_transaction
            Map.entry("40001", CONFLICT), // serialization_failure
            Map.entry("40P01", CONFLICT), // deadlock_detected
            Map.entry("40002", CONFLICT), // transaction_integrity_constraint_violation
            Map.entry("55P03", CONFLICT), // lock_not_available
            Map.entry("08007", IN_DOUBT), // transaction_resolution_unknown
            Map.entry("40003", IN_DOUBT), // statement_completion_unknown
            Map.entry("28000", REFUSED_LOGIN), // invalid_authorization_specification
            Map.entry("28P01", REFUSED_LOGIN), // invalid_password
            Map.entry("3D000", WRONG_SETTING), // invalid_catalog_name
            Map.entry("08004", WRONG_SETTING), // sqlserver_rejected_establishment_of_sqlconnection
            Map.entry("57014", new Failure(FailureKind.CANCELLED, STATEMENT_CANCELLED))); // query_canceled

    private static final Map<String, Failure> CLASSES = Map.of(
            "08", LOST, // connection exception
            "53", TROUBLE, // insufficient resources
            "58", TROUBLE); // system error

    private SqlStateTable() {}

    /**
     * Returns the meaning of a code. A missing code means a closed connection; the classifier calls this method only
     * where the application's work cannot have thrown the exception.
     */
    static Failure meaning(@Nullable String sqlState) {
        if (sqlState == null || sqlState.length() < 2) {
            return LOST;
        }
        Failure byCode = CODES.get(sqlState);
        return byCode != null ? byCode : CLASSES.getOrDefault(sqlState.substring(0, 2), APPLICATION);
    }
}
