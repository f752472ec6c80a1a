package dev.lifeline.datasource.internal.sentinel;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.domain.connection.ConnectionEvent.CutCause;
import java.sql.SQLException;
import java.time.Duration;

/** Closes connections, cancels statements and terminates backends. Confined to one thread, except {@link #retire}. */
final class FlowCutter {
    private static final System.Logger LOG = System.getLogger(FlowCutter.class.getName());

    private final BackendQueries queries;
    private final OrphanedBackends orphans;
    private final Sentinel.Alarm alarm;
    private volatile boolean retired;

    FlowCutter(BackendQueries queries, OrphanedBackends orphans, Sentinel.Alarm alarm) {
        this.queries = queries;
        this.orphans = orphans;
        this.alarm = alarm;
    }

    /** Prevents that further connections are closed. Safe to call from any thread. */
    void retire() {
        retired = true;
    }

    /** Closes the connection unless a reply has arrived. Returns whether the connection was closed. */
    boolean cut(SuspectFlow suspicion, CutCause cause, String seen) {
        boolean replied = cause != CutCause.DEADLINE
                && !suspicion.flow().isWriting()
                && suspicion.flow().hasUnreadBytes();
        if (retired || replied) {
            return false; // a reply has arrived and only needs CPU time
        }
        Duration waited = suspicion.flow().waiting();
        alarm.flowCut(waited, cause, seen);
        suspicion.flow().cut();
        orphans.terminateLater();
        return true;
    }

    /** Terminates the backend, which may otherwise hold locks until it detects the dead connection. */
    void terminate(Backend backend) {
        try {
            queries.terminate(backend);
        } catch (SQLException e) {
            LOG.log(DEBUG, "The backend of a dead connection could not be terminated: " + e.getMessage());
        }
    }

    /** Cancels the statement of a connection that waits beyond its deadline. */
    void cancel(Flow flow) {
        try {
            Duration waited = flow.waiting();
            queries.cancel(flow.backend().orElseThrow());
            alarm.statementCancelled(waited);
        } catch (SQLException e) {
            LOG.log(DEBUG, "A statement beyond its deadline could not be cancelled: " + e.getMessage());
        }
    }
}
