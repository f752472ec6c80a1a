package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.datasource.internal.failure.FailureKind;
import dev.lifeline.datasource.internal.sentinel.FlowRegistry;
import dev.lifeline.domain.time.Ticker;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Handles failures which suggest that the database is unavailable: requests a check, and has the other connections
 * replaced if one was lost. Never blocks. Safe for use by several threads.
 */
final class Suspicions {
    private final FlowRegistry flows;
    private final Runnable check;
    private final ConnectionLossReports losses;
    private final AtomicBoolean loginsDoubted = new AtomicBoolean();

    /**
     * @param check requests a check; must not block
     * @param remedy replaces the pooled connections; must not block
     */
    Suspicions(FlowRegistry flows, Runnable check, Runnable remedy, Ticker ticker) {
        this.flows = flows;
        this.check = check;
        this.losses = new ConnectionLossReports(remedy, ticker);
    }

    /** Handles the failure of a caller. */
    void failed(FailureKind kind) {
        if (kind == FailureKind.CONNECTION_LOST || kind == FailureKind.IN_DOUBT) {
            losses.connectionLost();
            flows.suspectDeparted();
        } else {
            loginsDoubted.set(true);
        }
        check.run();
    }

    /** Handles the loss of a connection. */
    void connectionLost() {
        failed(FailureKind.CONNECTION_LOST);
    }

    /**
     * Requests a check with a new login: the pool cannot connect, or leads to a server in another role, so the open
     * session of the probe is no evidence.
     */
    void doubtLogins() {
        loginsDoubted.set(true);
        check.run();
    }

    /** Returns the flag that is set when the open session of the probe is no evidence for new logins. */
    AtomicBoolean loginsDoubted() {
        return loginsDoubted;
    }
}
