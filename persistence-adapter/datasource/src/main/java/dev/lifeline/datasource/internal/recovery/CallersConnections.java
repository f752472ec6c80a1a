package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.datasource.config.ReplayConfig;
import dev.lifeline.datasource.internal.replay.Lender;
import dev.lifeline.datasource.internal.replay.ReplayContext;
import dev.lifeline.datasource.internal.replay.ReplayingConnection;
import dev.lifeline.domain.time.Ticker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Connections for data source callers. Safe for use by several threads.
 *
 * @param entrance refuses new callers in a long outage, where that is configured
 * @param acquireTimeout longest time to get a connection, and to recover a transaction
 */
public record CallersConnections(
        Entrance entrance, Lender lender, ReplayConfig replay, Duration acquireTimeout, Ticker ticker) {

    /** Place that every new caller passes first. */
    @FunctionalInterface
    interface Entrance {
        void pass() throws SQLException;
    }

    /**
     * Returns what the connections share.
     *
     * @param logical whether they are logical connections of the driver
     */
    public ReplayContext context(boolean logical) {
        return new ReplayContext(lender, replay, acquireTimeout, ticker, logical);
    }

    /**
     * Returns a connection, which replays transactions if that is configured. Blocks for at most the acquire timeout.
     */
    public Connection get() throws SQLException {
        entrance.pass();
        Connection first = lender.borrow(acquireTimeout);
        if (!replay.enabled()) {
            return first;
        }
        return new ReplayingConnection(first, context(false));
    }
}
