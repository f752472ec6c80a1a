package dev.lifeline.datasource.internal.failure;

import static dev.lifeline.domain.connection.FailureReason.INVALID_CONFIGURATION;
import static dev.lifeline.domain.connection.FailureReason.POOL_EXHAUSTED;
import static dev.lifeline.domain.connection.FailureReason.READ_ONLY_SERVER;

import dev.lifeline.domain.connection.CallerCancellation;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Classifies failures; all other code relies on this class. Checks Lifeline's own exceptions first, then the SQLSTATEs
 * of the whole chain, and then the phase: a connection lost after COMMIT was sent leaves the outcome in doubt.
 */
public final class FailureClassifier {
    private static final Set<String> FATAL_SEVERITIES = Set.of("FATAL", "PANIC");

    private static final Failure WRONG_SETTING = new Failure(FailureKind.MISCONFIGURED, INVALID_CONFIGURATION);

    private static final Failure READ_ONLY = new Failure(FailureKind.READ_ONLY, READ_ONLY_SERVER);

    /** Server functions that reject writes on a standby with an internal error. */
    private static final Set<String> WRITES_ON_STANDBY =
            Set.of("GetNewTransactionId", "GetNewMultiXactId", "GetNewObjectId", "XLogBeginInsert", "XLogInsertRecord");

    private static final Set<String> REFUSALS_OF_WRITES = Set.of("25006", "53100");

    /** Server functions that pass on what PL/pgSQL or another server reports. */
    private static final Set<String> RAISED_BY = Set.of("exec_stmt_raise", "pgfdw_report_error", "dblink_res_error");

    private static final Failure INTERRUPTED = new Failure(FailureKind.INTERRUPTED, FailureReason.INTERRUPTED);

    private static final Failure SILENT = new Failure(FailureKind.UNREACHABLE, FailureReason.CONNECTION_TIMEOUT);

    private FailureClassifier() {}

    /**
     * Classifies a failure of work; {@link CommitFailedException} marks a failure of COMMIT. Must be called on the
     * thread that failed: an interrupt of that thread, or a caller that hung up, explains every failure other than a
     * rejected statement and a COMMIT in doubt.
     */
    public static Failure classify(Throwable thrown) {
        ExceptionChain causes = ExceptionChain.of(thrown);
        boolean committing = causes.has(CommitFailedException.class);
        Failure failure = classify(committing ? FailurePhase.COMMIT : FailurePhase.WORK, thrown);
        return isExplainedByInterrupt(failure.kind()) && isInterrupted(causes) ? INTERRUPTED : failure;
    }

    private static boolean isExplainedByInterrupt(FailureKind kind) {
        return kind != FailureKind.APPLICATION && kind != FailureKind.IN_DOUBT;
    }

    private static boolean isInterrupted(ExceptionChain causes) {
        return CallerCancellation.current().isCancelled()
                || Thread.currentThread().isInterrupted()
                || causes.has(InterruptedException.class)
                || causes.has(ClosedByInterruptException.class);
    }

    /** Classifies a failure in the given phase. */
    public static Failure classify(FailurePhase phase, Throwable thrown) {
        ExceptionChain causes = ExceptionChain.of(thrown);
        Failure failure = byOurMarks(causes).orElseGet(() -> bySqlStates(phase, causes));
        return phase == FailurePhase.COMMIT ? inDoubtIfLost(failure, causes) : failure;
    }

    /** Returns whether the failure comes from the database. */
    public static boolean isDatabaseFailure(Throwable thrown) {
        return ExceptionChain.of(thrown).has(SQLException.class);
    }

    private static Optional<Failure> byOurMarks(ExceptionChain causes) {
        return causes.first(OperationCancelledException.class)
                .map(hungUp -> INTERRUPTED)
                .or(() -> byOurLimits(causes));
    }

    private static Optional<Failure> byOurLimits(ExceptionChain causes) {
        return causes.first(RetryBudgetExhaustedException.class)
                .map(refused -> new Failure(FailureKind.REPEATED_TOO_MUCH, refused.reason()))
                .or(() -> byNesting(causes))
                .or(() -> byTheGate(causes))
                .or(() -> causes.first(PoolExhaustedException.class)
                        .map(exhausted -> new Failure(FailureKind.POOL_EXHAUSTED, POOL_EXHAUSTED)));
    }

    /** A retry of the inner operation would not free a connection; a retry of the enclosing operation does. */
    private static Optional<Failure> byNesting(ExceptionChain causes) {
        FailureKind kind =
                causes.has(DatabaseUnavailableException.class) ? FailureKind.CONFLICT : FailureKind.POOL_EXHAUSTED;
        return causes.first(NestedBorrowException.class).map(nested -> new Failure(kind, POOL_EXHAUSTED));
    }

    private static Optional<Failure> byTheGate(ExceptionChain causes) {
        return causes.first(GateClosedException.class)
                .map(closed -> new Failure(FailureKind.HELD_TOO_LONG, closed.reason()));
    }

    /** Uses the first exception in the chain that has a meaning other than {@link FailureKind#APPLICATION}. */
    private static Failure bySqlStates(FailurePhase phase, ExceptionChain causes) {
        return causes.sqlExceptions().stream()
                .map(e -> bySqlState(phase, e, causes))
                .filter(failure -> failure.kind() != FailureKind.APPLICATION)
                .findFirst()
                .orElse(SqlStateTable.APPLICATION);
    }

    private static Failure bySqlState(FailurePhase phase, SQLException e, ExceptionChain causes) {
        String state = e.getSQLState();
        if (phase == FailurePhase.CONNECT && ConnectFailures.areOfSettings(causes)) {
            return WRONG_SETTING;
        }
        if (state == null && phase == FailurePhase.WORK && !isPoolTimeout(e)) {
            return SqlStateTable.APPLICATION; // thrown by the work, because the pool and the driver set a SQLSTATE
        }
        Optional<Failure> recognised = byServer(e);
        if (recognised.isPresent()) {
            return recognised.get();
        }
        if (phase != FailurePhase.CONNECT && isRaisedByStatement(e)) {
            return SqlStateTable.APPLICATION;
        }
        Failure failure = SqlStateTable.meaning(state);
        if (failure.kind() == FailureKind.UNREACHABLE || isPoolTimeout(e)) {
            return new Failure(FailureKind.UNREACHABLE, ConnectFailures.reasonOf(causes));
        }
        if (phase == FailurePhase.CONNECT && failure.kind() == FailureKind.APPLICATION) {
            return WRONG_SETTING; // no statement has run yet
        }
        if (phase == FailurePhase.CONNECT
                && failure.kind() == FailureKind.CONNECTION_LOST
                && causes.has(SocketTimeoutException.class)) {
            return SILENT; // the login succeeded, but the following query was not answered in time
        }
        return isFatal(e) || endedTheSession(e, causes) || phase == FailurePhase.CONNECT
                ? lostAtLeast(failure, phase)
                : failure;
    }

    /** Recognises errors with a SQLSTATE that is too general. */
    private static Optional<Failure> byServer(SQLException e) {
        if (StalePlan.isReportedBy(e)) {
            return Optional.of(SqlStateTable.CONFLICT);
        }
        if (isWriteOnStandby(e)) {
            return Optional.of(READ_ONLY);
        }
        return "08P01".equals(e.getSQLState())
                ? PoolerErrorMessages.meaning(String.valueOf(e.getMessage()))
                : Optional.empty();
    }

    /** All internal errors share one SQLSTATE; the name of the reporting server function is never translated. */
    private static boolean isWriteOnStandby(SQLException e) {
        return "XX000".equals(e.getSQLState())
                && e instanceof PSQLException postgres
                && postgres.getServerErrorMessage() != null
                && WRITES_ON_STANDBY.contains(
                        String.valueOf(postgres.getServerErrorMessage().getRoutine()));
    }

    /**
     * Returns whether the server reports the loss of another connection, such as that of a foreign table, or a function
     * raises that SQLSTATE. The session goes on. Poolers report with 08P01 that they have ended it.
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

    /** Returns whether another server refused a write, or a function raises the SQLSTATE of that. */
    private static boolean isForeign(SQLException e, ServerErrorMessage message) {
        return REFUSALS_OF_WRITES.contains(String.valueOf(e.getSQLState()))
                && RAISED_BY.contains(String.valueOf(message.getRoutine()));
    }

    /** The pool throws a transient connection exception without a SQLSTATE if it has no connection in time. */
    private static boolean isPoolTimeout(SQLException e) {
        return e.getSQLState() == null && e instanceof SQLTransientConnectionException;
    }

    /**
     * Returns whether the error ended the session. The severity is translated, so "FATAL" is not reliable; the driver
     * chains the end of the stream to the error that ended the session.
     */
    private static boolean endedTheSession(SQLException e, ExceptionChain causes) {
        return causes.sqlExceptions().stream()
                .anyMatch(other ->
                        other != e && String.valueOf(other.getSQLState()).startsWith("08"));
    }

    /** Returns whether the error is fatal: such an error ends the session, whatever its SQLSTATE. */
    private static boolean isFatal(SQLException e) {
        if (e instanceof PSQLException postgres && postgres.getServerErrorMessage() != null) {
            return FATAL_SEVERITIES.contains(
                    String.valueOf(postgres.getServerErrorMessage().getSeverity()));
        }
        return false;
    }

    private static Failure lostAtLeast(Failure failure, FailurePhase phase) {
        return switch (failure.kind()) {
            case READ_ONLY -> phase == FailurePhase.CONNECT ? failure : SqlStateTable.meaning("08006");
            case APPLICATION, CONFLICT, CANCELLED -> SqlStateTable.meaning("08006");
            default -> failure;
        };
    }

    /** Classifies a loss at COMMIT as in doubt, except 25P03, which shows that the transaction had ended before. */
    private static Failure inDoubtIfLost(Failure failure, ExceptionChain causes) {
        boolean lost = failure.kind() == FailureKind.CONNECTION_LOST
                || failure.kind() == FailureKind.UNREACHABLE
                || causes.sqlExceptions().stream().anyMatch(FailureClassifier::isFatal);
        boolean endedBefore = causes.sqlExceptions().stream().anyMatch(e -> "25P03".equals(e.getSQLState()));
        return lost && !endedBefore ? new Failure(FailureKind.IN_DOUBT, failure.reason()) : failure;
    }
}
