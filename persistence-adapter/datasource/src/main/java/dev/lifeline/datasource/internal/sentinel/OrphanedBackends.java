package dev.lifeline.datasource.internal.sentinel;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.domain.time.Ticker;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Terminates backends of connections that were closed locally. If the network silently lost one connection, it has
 * probably also lost the termination messages of others; PostgreSQL would keep their backends, and their slots, for
 * hours. Confined to one thread.
 */
final class OrphanedBackends {
    private static final System.Logger LOG = System.getLogger(OrphanedBackends.class.getName());

    /** Time in which backends can end normally. */
    private static final Duration LATER = Duration.ofSeconds(2);

    /** Number of rounds, because work on a replaced pool may continue for a while before its connections are closed. */
    private static final int ROUNDS = 3;

    private final FlowRegistry flows;
    private final BackendQueries queries;
    private final Ticker ticker;
    private int roundsLeft;
    private long dueAt;

    OrphanedBackends(FlowRegistry flows, BackendQueries queries, Ticker ticker) {
        this.flows = flows;
        this.queries = queries;
        this.ticker = ticker;
    }

    /** Schedules the termination, because a connection was closed as dead and others will be closed as suspect. */
    void terminateLater() {
        roundsLeft = ROUNDS;
        dueAt = ticker.nanos() + LATER.toNanos();
    }

    /** Further losses, which may come all the time, do not delay the next round. */
    private void prolong() {
        if (roundsLeft == 0) {
            terminateLater();
        }
        roundsLeft = ROUNDS;
    }

    /** Terminates remaining backends if that is due. Tries again later if the server does not answer. */
    void terminateIfDue() {
        if (flows.takeSuspicion()) {
            prolong();
        }
        if (roundsLeft == 0 || ticker.nanos() - dueAt < 0) {
            return;
        }
        dueAt = ticker.nanos() + LATER.toNanos();
        DepartedBackends departed = flows.departed();
        List<Backend> open = departed.list();
        try {
            if (!open.isEmpty()) {
                queries.terminateAll(open);
                departed.removeAll(open);
            }
            roundsLeft--;
        } catch (SQLException e) {
            LOG.log(DEBUG, "Orphaned backends could not be terminated yet: " + e.getMessage());
        }
    }
}
