package dev.lifeline.datasource.internal.failure;

import static dev.lifeline.domain.connection.FailureReason.INVALID_CONFIGURATION;
import static dev.lifeline.domain.connection.FailureReason.READ_ONLY_SERVER;

import dev.lifeline.domain.connection.CallerCancellation;
import dev.lifeline.domain.connection.FailureReason;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;

/**
 * Classifies failures; all other code relies on this class. Checks Lifeline's own exceptions first, then the SQLSTATEs
 * of the whole chain, and then the phase: a connection lost after COMMIT was sent leaves the outcome in doubt.
 */
public final class FailureClassifier {
    private static final Failure WRONG_SETTING = new Failure(FailureKind.MISCONFIGURED, INVALID_CONFIGURATION);

    private static final Failure READ_ONLY = new Failure(FailureKind.READ_ONLY, READ_ONLY_SERVER);

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
        return isExplainedByInterrupt(failure.kind()) && isInterrupted(causes) ? LifelineFailures.INTERRUPTED : failure;
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
        Failure failure = LifelineFailures.meaning(causes).orElseGet(() -> bySqlStates(phase, causes));
        return phase == FailurePhase.COMMIT ? inDoubtIfLost(failure, causes) : failure;
    }

    /** Returns whether the failure comes from the database. */
    public static boolean isDatabaseFailure(Throwable thrown) {
        return ExceptionChain.of(thrown).has(SQLException.class);
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
        if (phase != FailurePhase.CONNECT && ServerErrors.isRaisedByStatement(e)) {
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
        return ServerErrors.isFatal(e) || ServerErrors.endedTheSession(e, causes) || phase == FailurePhase.CONNECT
                ? lostAtLeast(failure, phase)
                : failure;
    }

    /** Recognises errors with a SQLSTATE that is too general. */
    private static Optional<Failure> byServer(SQLException e) {
        if (StalePlan.isReportedBy(e)) {
            return Optional.of(SqlStateTable.CONFLICT);
        }
        if (ServerErrors.isWriteOnStandby(e)) {
            return Optional.of(READ_ONLY);
        }
        return "08P01".equals(e.getSQLState())
                ? PoolerErrorMessages.meaning(String.valueOf(e.getMessage()))
                : Optional.empty();
    }

    /** The pool throws a transient connection exception without a SQLSTATE if it has no connection in time. */
    private static boolean isPoolTimeout(SQLException e) {
        return e.getSQLState() == null && e instanceof SQLTransientConnectionException;
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
                || causes.sqlExceptions().stream().anyMatch(ServerErrors::isFatal);
        boolean endedBefore = causes.sqlExceptions().stream().anyMatch(e -> "25P03".equals(e.getSQLState()));
        return lost && !endedBefore ? new Failure(FailureKind.IN_DOUBT, failure.reason()) : failure;
    }
}
