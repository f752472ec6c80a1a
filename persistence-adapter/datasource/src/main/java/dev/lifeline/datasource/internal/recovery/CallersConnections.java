package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.datasource.config.ReplayConfig;
import dev.lifeline.datasource.config.SessionConfig;
import dev.lifeline.datasource.internal.pool.LeakDetector;
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
 * @param entrance refuses new callers in a long outage, if that is configured
 * @param session the session state with which each caller starts
 * @param acquireTimeout longest time to get a connection, and to recover a transaction
 */
public record CallersConnections(
        Entrance entrance,
        Lender lender,
        ReplayConfig replay,
        SessionConfig session,
        LeakDetector leaks,
        Duration acquireTimeout,
        Ticker ticker) {

    /** Gate that every new caller passes first. */
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
        Connection lent = lent(first, leaks.begin());
        try {
            begin(lent);
            return lent;
        } catch (SQLException e) {
            lent.close();
            throw e;
        }
    }

    private Connection lent(Connection first, Runnable returned) {
        if (!replay.enabled()) {
            return LeakDetector.UNWATCHED.equals(returned) ? first : new ReturnedConnection(first, returned);
        }
        return new ReplayingConnection(first, context(false), returned);
    }

    /** Costs no round trip: the driver sends both with the next transaction. */
    private void begin(Connection lent) throws SQLException {
        if (session.readOnly()) {
            lent.setReadOnly(true);
        }
        if (!session.autoCommit()) {
            lent.setAutoCommit(false);
        }
    }
}
