package dev.lifeline.datasource.internal.failure;

import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Recognises errors of the server with a SQLSTATE that does not determine their meaning. */
public final class ServerErrors {
    private static final Set<String> FATAL_SEVERITIES = Set.of("FATAL", "PANIC");

    /** Server functions that reject writes on a standby with an internal error. */
    private static final Set<String> WRITES_ON_STANDBY =
            Set.of("GetNewTransactionId", "GetNewMultiXactId", "GetNewObjectId", "XLogBeginInsert", "XLogInsertRecord");

    private static final Set<String> REFUSALS_OF_WRITES = Set.of("25006", "53100");

    /** Server functions that report errors of PL/pgSQL or of another server. */
    private static final Set<String> RAISED_BY = Set.of("exec_stmt_raise", "pgfdw_report_error", "dblink_res_error");

    private ServerErrors() {}

    /** All internal errors share one SQLSTATE; the name of the reporting server function is never translated. */
    static boolean isWriteOnStandby(SQLException e) {
        return "XX000".equals(e.getSQLState())
                && e instanceof PSQLException postgres
                && postgres.getServerErrorMessage() != null
                && WRITES_ON_STANDBY.contains(
                        String.valueOf(postgres.getServerErrorMessage().getRoutine()));
    }

    /**
     * Returns whether the error reports a lost connection although the session continues: the lost connection is
     * another one, such as that of a foreign table, or a function has raised the SQLSTATE. Error 08P01 does not count,
     * because a pooler that reports it has ended the session.
     */
    public static boolean isRaisedByStatement(SQLException failure) {
        SQLException e = BatchFailure.unwrap(failure);
        return e instanceof PSQLException postgres
                && postgres.getServerErrorMessage() != null
                && (isForeign(e, postgres.getServerErrorMessage()) || isOfLoss(String.valueOf(e.getSQLState())))
                && !isFatal(e)
                && !endedTheSession(e, ExceptionChain.of(e));
    }

    /** Returns whether a server uses the SQLSTATE when it ends a session, which is a fatal error. */
    private static boolean isOfLoss(String sqlState) {
        return (sqlState.startsWith("08") && !"08P01".equals(sqlState)) || sqlState.startsWith("57P0");
    }

    /** Returns whether another server refused a write, or a function raised the SQLSTATE of a refused write. */
    private static boolean isForeign(SQLException e, ServerErrorMessage message) {
        return REFUSALS_OF_WRITES.contains(String.valueOf(e.getSQLState()))
                && RAISED_BY.contains(String.valueOf(message.getRoutine()));
    }

    /**
     * Returns whether the error ended the session. The severity is translated, so "FATAL" is not reliable; the driver
     * chains the end of the stream to the error that ended the session.
     */
    static boolean endedTheSession(SQLException e, ExceptionChain causes) {
        return causes.sqlExceptions().stream()
                .anyMatch(other ->
                        other != e && String.valueOf(other.getSQLState()).startsWith("08"));
    }

    /** Returns whether the error is fatal: such an error ends the session, whatever its SQLSTATE. */
    static boolean isFatal(SQLException e) {
        if (e instanceof PSQLException postgres && postgres.getServerErrorMessage() != null) {
            return FATAL_SEVERITIES.contains(
                    String.valueOf(postgres.getServerErrorMessage().getSeverity()));
        }
        return false;
    }
}
