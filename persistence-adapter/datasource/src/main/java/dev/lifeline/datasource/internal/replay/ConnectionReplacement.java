package dev.lifeline.datasource.internal.replay;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.datasource.internal.operation.Deadline;
import dev.lifeline.domain.time.Ticker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a failed connection. Consecutive losses share one time limit, however many connections are lost. Confined to
 * one thread.
 */
final class ConnectionReplacement {
    private static final System.Logger LOG = System.getLogger(ConnectionReplacement.class.getName());

    private final Lender lender;
    private final FailureJudge judge;
    private final Duration limit;
    private final Ticker ticker;
    private @Nullable Deadline deadline;

    ConnectionReplacement(Lender lender, FailureJudge judge, Duration limit, Ticker ticker) {
        this.lender = lender;
        this.judge = judge;
        this.limit = limit;
        this.ticker = ticker;
    }

    /**
     * Gives up a connection and borrows another one. Blocks for at most the rest of the limit.
     *
     * @throws SQLException what the caller gets, if no other connection is available in time
     */
    Connection replace(Connection failed, SQLException failure) throws SQLException {
        Deadline present = deadline();
        if (present.isOver()) {
            throw judge.notReplayed("there was no time left", failure);
        }
        giveUp(failed, failure);
        return borrow(present, failure);
    }

    /** Returns the end of the recovery; it begins with the first loss after the connection worked. */
    Deadline deadline() {
        @Nullable Deadline present = deadline;
        if (present == null) {
            present = Deadline.in(limit, ticker);
            deadline = present;
        }
        return present;
    }

    /**
     * Discards the connection after a refusal. A server that rejects writes may no longer be the primary. After another
     * refusal, the caller may still read results of the connection, but the pool would close its statements at the
     * return.
     */
    private void giveUp(Connection failed, SQLException failure) {
        if (lender.isRefusal(failure)) {
            lender.discard(failed);
        } else {
            giveBack(failed);
        }
    }

    /**
     * Gives a lost connection back. Otherwise the thread would hold one connection while it waits for another one, and
     * count as a nested borrower.
     */
    void giveBack(Connection lost) {
        try {
            lost.close();
        } catch (SQLException e) {
            LOG.log(DEBUG, "A lost connection could not be given back", e);
        }
    }

    private Connection borrow(Deadline present, SQLException failure) throws SQLException {
        try {
            if (lender.isRefusedWrite(failure)) {
                lender.awaitWritable(failure, present.left());
            }
            return lender.borrowAnother(present.left());
        } catch (SQLException e) {
            failure.addSuppressed(e);
            throw judge.notReplayed("no other connection was available in time", failure);
        }
    }

    /** Records that the connection works: the next loss has the full limit. */
    void succeeded() {
        deadline = null;
    }
}
