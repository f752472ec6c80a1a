package dev.lifeline.persistence.internal.failure;

import static dev.lifeline.domain.connection.FailureReason.CONNECTION_REFUSED;
import static dev.lifeline.domain.connection.FailureReason.CONNECTION_TIMEOUT;
import static dev.lifeline.domain.connection.FailureReason.HOST_UNREACHABLE;
import static dev.lifeline.domain.connection.FailureReason.INVALID_CONFIGURATION;
import static dev.lifeline.domain.connection.FailureReason.POOL_EXHAUSTED;
import static dev.lifeline.domain.connection.FailureReason.READ_ONLY_SERVER;

import dev.lifeline.domain.connection.CallerCancellation;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.postgresql.util.PSQLException;

/**
 * Decides what a failure means; the registry of record, no {@code catch} elsewhere decides. Judges by our own marks first,
 * then by the SQLSTATEs of the whole chain, and at last by the phase: what was lost after COMMIT was sent is in doubt.
 */
public final class FailureClassifier {
    private static final Set<String> FATAL_SEVERITIES = Set.of("FATAL", "PANIC");

    private static final Failure WRONG_SETTING = new Failure(FailureKind.MISCONFIGURED, INVALID_CONFIGURATION);

    private static final Failure READ_ONLY = new Failure(FailureKind.READ_ONLY, READ_ONLY_SERVER);

    /** The functions of the server that refuse to write on a standby with an internal error. */
    private static final Set<String> WRITES_ON_STANDBY =
            Set.of("GetNewTransactionId", "GetNewMultiXactId", "GetNewObjectId", "XLogBeginInsert", "XLogInsertRecord");

    private static final Failure INTERRUPTED = new Failure(FailureKind.INTERRUPTED, FailureReason.INTERRUPTED);

    private static final Failure SILENT = new Failure(FailureKind.UNREACHABLE, FailureReason.CONNECTION_TIMEOUT);

    private static final Set<Class<? extends Throwable>> SETTING_FAILURES = Set.of(
            SSLHandshakeException.class,
            SSLPeerUnverifiedException.class,
            GeneralSecurityException.class,
            FileNotFoundException.class,
            NoSuchFileException.class,
            ClassNotFoundException.class);

    private FailureClassifier() {}

    /**
     * Returns what a failure means that came up at work; a {@link CommitFailedException} marks one of COMMIT. To be called on
     * the thread that failed: an interrupt of that thread, or a caller that hung up, explains every failure but a refused statement
     * and a COMMIT in doubt.
     */
    public static Failure classify(Throwable thrown) {
        Causes causes = Causes.of(thrown);
        boolean committing = causes.has(CommitFailedException.class);
        Failure failure = classify(committing ? FailurePhase.COMMIT : FailurePhase.WORK, thrown);
        return isExplainedByInterrupt(failure.kind()) && isInterrupted(causes) ? INTERRUPTED : failure;
    }

    private static boolean isExplainedByInterrupt(FailureKind kind) {
        return kind != FailureKind.APPLICATION && kind != FailureKind.IN_DOUBT;
    }

    private static boolean isInterrupted(Causes causes) {
        return CallerCancellation.current().isCancelled()
                || Thread.currentThread().isInterrupted()
                || causes.has(InterruptedException.class)
                || causes.has(ClosedByInterruptException.class);
    }

    /** What a failure means that came up in that phase. */
    public static Failure classify(FailurePhase phase, Throwable thrown) {
        Causes causes = Causes.of(thrown);
        Failure failure = byOurMarks(causes).orElseGet(() -> bySqlStates(phase, causes));
        return phase == FailurePhase.COMMIT ? inDoubtIfLost(failure, causes) : failure;
    }

    /** Returns why the database refused a value that the caller sent, or nothing if the failure is of another kind. */
    public static Optional<RefusedValue> refusedValue(Throwable thrown) {
        return Causes.of(thrown).sqlExceptions().stream()
                .flatMap(e -> RefusedValue.of(e.getSQLState()).stream())
                .findFirst();
    }

    /** Whether a failure comes from the database at all. */
    public static boolean isDatabaseFailure(Throwable thrown) {
        return Causes.of(thrown).has(SQLException.class);
    }

    private static Optional<Failure> byOurMarks(Causes causes) {
        return causes.first(RepetitionRefusedException.class)
                .map(refused -> new Failure(FailureKind.REPEATED_TOO_MUCH, refused.reason()))
                .or(() -> byNesting(causes))
                .or(() -> byTheGate(causes))
                .or(() -> causes.first(PoolExhaustedException.class)
                        .map(exhausted -> new Failure(FailureKind.POOL_EXHAUSTED, POOL_EXHAUSTED)));
    }

    /** Repeating the inner operation would not free a connection; repeating the one around it does. */
    private static Optional<Failure> byNesting(Causes causes) {
        FailureKind kind =
                causes.has(DatabaseUnavailableException.class) ? FailureKind.CONFLICT : FailureKind.POOL_EXHAUSTED;
        return causes.first(NestedBorrowException.class).map(nested -> new Failure(kind, POOL_EXHAUSTED));
    }

    private static Optional<Failure> byTheGate(Causes causes) {
        return causes.first(GateClosedException.class)
                .map(closed -> new Failure(FailureKind.HELD_TOO_LONG, closed.reason()));
    }

    /** The nearest exception that means more than "the application's affair" decides. */
    private static Failure bySqlStates(FailurePhase phase, Causes causes) {
        return causes.sqlExceptions().stream()
                .map(e -> bySqlState(phase, e, causes))
                .filter(failure -> failure.kind() != FailureKind.APPLICATION)
                .findFirst()
                .orElse(SqlStateTable.APPLICATION);
    }

    private static Failure bySqlState(FailurePhase phase, SQLException e, Causes causes) {
        String state = e.getSQLState();
        if (phase == FailurePhase.CONNECT && isSettingFailure(causes)) {
            return WRONG_SETTING;
        }
        if (state == null && phase == FailurePhase.WORK && !isPoolTimeout(e)) {
            return SqlStateTable.APPLICATION; // thrown by the work itself: the pool and the driver mark what they close
        }
        Optional<Failure> recognised = byServer(e);
        if (recognised.isPresent()) {
            return recognised.get();
        }
        Failure failure = SqlStateTable.meaning(state);
        if (failure.kind() == FailureKind.UNREACHABLE || isPoolTimeout(e)) {
            return new Failure(FailureKind.UNREACHABLE, reachabilityReason(causes));
        }
        if (phase == FailurePhase.CONNECT && failure.kind() == FailureKind.APPLICATION) {
            return WRONG_SETTING; // nobody's statement can be at fault yet
        }
        if (phase == FailurePhase.CONNECT
                && failure.kind() == FailureKind.CONNECTION_LOST
                && causes.has(SocketTimeoutException.class)) {
            return SILENT; // the login succeeded, and the question after it had no answer in time
        }
        return isFatal(e) || endedTheSession(e, causes) || phase == FailurePhase.CONNECT
                ? lostAtLeast(failure, phase)
                : failure;
    }

    /** Recognises the errors whose code covers too much to decide. */
    private static Optional<Failure> byServer(SQLException e) {
        if (StalePlan.isReportedBy(e)) {
            return Optional.of(SqlStateTable.CONFLICT);
        }
        if (isWriteOnStandby(e)) {
            return Optional.of(READ_ONLY);
        }
        return "08P01".equals(e.getSQLState()) ? PoolerTexts.meaning(String.valueOf(e.getMessage())) : Optional.empty();
    }

    /** Internal errors have one code for all; the server's function that reports one is never translated. */
    private static boolean isWriteOnStandby(SQLException e) {
        return "XX000".equals(e.getSQLState())
                && e instanceof PSQLException postgres
                && postgres.getServerErrorMessage() != null
                && WRITES_ON_STANDBY.contains(
                        String.valueOf(postgres.getServerErrorMessage().getRoutine()));
    }

    /** Without a code, a transient connection failure is the pool's own: it had no connection to give in time. */
    private static boolean isPoolTimeout(SQLException e) {
        return e.getSQLState() == null && e instanceof SQLTransientConnectionException;
    }

    private static FailureReason reachabilityReason(Causes causes) {
        if (causes.has(UnknownHostException.class)
                || causes.has(NoRouteToHostException.class)
                || causes.has(PortUnreachableException.class)) {
            return HOST_UNREACHABLE;
        }
        if (causes.has(SocketTimeoutException.class)) {
            return CONNECTION_TIMEOUT;
        }
        return causes.has(ConnectException.class) ? CONNECTION_REFUSED : CONNECTION_TIMEOUT;
    }

    /**
     * The driver says 08006 for a certificate that it does not trust and for a file or a class that it cannot find. A
     * handshake that was cut is no such thing.
     */
    private static boolean isSettingFailure(Causes causes) {
        boolean cut = causes.has(EOFException.class)
                || causes.has(SocketException.class)
                || causes.has(SocketTimeoutException.class);
        return !cut && SETTING_FAILURES.stream().anyMatch(causes::has);
    }

    /**
     * The server translates the severity, so that "FATAL" alone proves little. The driver chains the end of the stream to the
     * error that ended the session.
     */
    private static boolean endedTheSession(SQLException e, Causes causes) {
        return causes.sqlExceptions().stream()
                .anyMatch(other ->
                        other != e && String.valueOf(other.getSQLState()).startsWith("08"));
    }

    /** A fatal error ends the session, whatever its code. */
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

    /** 25P03 at COMMIT proves that the transaction had ended before; everything else that is lost there is in doubt. */
    private static Failure inDoubtIfLost(Failure failure, Causes causes) {
        boolean lost = failure.kind() == FailureKind.CONNECTION_LOST
                || failure.kind() == FailureKind.UNREACHABLE
                || causes.sqlExceptions().stream().anyMatch(FailureClassifier::isFatal);
        boolean endedBefore = causes.sqlExceptions().stream().anyMatch(e -> "25P03".equals(e.getSQLState()));
        return lost && !endedBefore ? new Failure(FailureKind.IN_DOUBT, failure.reason()) : failure;
    }
}
