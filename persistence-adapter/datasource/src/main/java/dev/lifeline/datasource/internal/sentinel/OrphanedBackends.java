package dev.lifeline.datasource.internal.sentinel;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.domain.time.Ticker;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Sees to it that backends end whose connections we closed. Where the way lost one connection without a word it has hardly let
 * the farewell of the others through, and PostgreSQL itself would keep them, and their slots, for hours. Confined to one
 * thread.
 */
final class OrphanedBackends {
    private static final System.Logger LOG = System.getLogger(OrphanedBackends.class.getName());

    /** Whoever can end in order has done so by then. */
    private static final Duration LATER = Duration.ofSeconds(2);

    /** Work on a pool that was replaced may go on for a while before its connections are closed. */
    private static final int VISITS = 3;

    private final FlowRegistry flows;
    private final BackendQueries witness;
    private final Ticker ticker;
    private final List<Backend> open = new ArrayList<>();
    private int visitsLeft;
    private long dueAt;

    OrphanedBackends(FlowRegistry flows, BackendQueries witness, Ticker ticker) {
        this.flows = flows;
        this.witness = witness;
        this.ticker = ticker;
    }

    /** A connection was cut, and others will be closed on suspicion. */
    void visitLater() {
        visitsLeft = VISITS;
        dueAt = ticker.nanos() + LATER.toNanos();
    }

    /** Ends what is left, if it is time to. A server that does not answer is asked again later. */
    void visitIfDue() {
        if (visitsLeft == 0 || ticker.nanos() - dueAt < 0) {
            return;
        }
        dueAt = ticker.nanos() + LATER.toNanos();
        open.addAll(flows.takeDeparted());
        try {
            witness.terminateAll(open);
            open.clear();
            visitsLeft--;
        } catch (SQLException e) {
            LOG.log(DEBUG, "Backends that nobody needs could not be ended yet: " + e.getMessage());
        }
    }
}
