package dev.lifeline.datasource.internal.recovery;

import static java.lang.System.Logger.Level.WARNING;

import dev.lifeline.datasource.internal.failure.FailureClassifier;
import dev.lifeline.datasource.internal.failure.FailurePhase;
import dev.lifeline.datasource.internal.pool.PostgresConnector;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.time.Ticker;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server about itself over a session of its own, which is kept from one question to the next: neither a busy pool nor
 * a server without free slots prevents that. A kept session proves nothing about new ones, which callers need, so a fresh login
 * replaces it now and then, and at once when {@link LoginPolicy} says so. Confined to one thread, but for its end; its owner
 * closes it.
 */
final class ConnectionProbe implements Probe {
    private static final System.Logger LOG = System.getLogger(ConnectionProbe.class.getName());

    private final PostgresConnector connector;
    private final Ticker ticker;
    private final Duration limit;
    private final LoginPolicy logins;
    private final BooleanSupplier poolIsEmpty;
    private volatile @Nullable ProbeSession kept;
    private volatile boolean closed;
    private @Nullable ServerAnswer last;

    /** Whether no session is kept, because there are so few slots that the pool needs each of them. */
    private boolean narrow;

    /**
     * @param limit how long one question to one host may take, connecting included
     * @param logins decides when a kept session is not evidence enough
     * @param poolIsEmpty whether callers depend on new sessions
     */
    ConnectionProbe(
            PostgresConnector connector,
            Ticker ticker,
            Duration limit,
            LoginPolicy logins,
            BooleanSupplier poolIsEmpty) {
        this.connector = connector;
        this.ticker = ticker;
        this.limit = limit;
        this.logins = logins;
        this.poolIsEmpty = poolIsEmpty;
    }

    /**
     * Asks over the kept session. Asks over a fresh one if that fails, for only a fresh session can prove an outage; if a login
     * is due; and if a server of several is read-only, for another one may be the primary by now.
     */
    @Override
    public ServerAnswer ask() throws SQLException {
        long end = ticker.nanos() + limit.toNanos();
        boolean wasNarrow = narrow;
        ServerAnswer known = askKept();
        ServerAnswer answer;
        if (known == null) {
            answer = wasNarrow ? askNarrowly(end) : askAnew(end);
        } else if (known.readOnly() && connector.hasSeveralHosts()) {
            answer = elsewhere(known, end);
        } else {
            answer = logins.isDue(known, poolIsEmpty.getAsBoolean()) ? provedByLogin(known, end) : known;
        }
        last = answer;
        return answer;
    }

    private @Nullable ServerAnswer askKept() {
        ProbeSession session = kept;
        if (session == null) {
            return null;
        }
        try {
            return session.ask(limit.dividedBy(2));
        } catch (SQLException e) {
            disconnect();
            return null;
        }
    }

    /** The writable server, or the read-only one that we know, if there is no other. */
    private ServerAnswer elsewhere(ServerAnswer known, long end) {
        ProbeSession former = kept;
        try {
            ServerAnswer answer = askAnew(end);
            ProbeSession.abort(former);
            return answer;
        } catch (SQLException e) {
            return known;
        }
    }

    /** While the pool has connections it serves, whatever becomes of new logins; without any, callers fail as this login did. */
    private ServerAnswer provedByLogin(ServerAnswer known, long end) throws SQLException {
        ProbeSession former = kept;
        try {
            ServerAnswer answer = askAnew(end);
            ProbeSession.abort(former);
            return answer;
        } catch (SQLException e) {
            FailureReason reason =
                    FailureClassifier.classify(FailurePhase.CONNECT, e).reason();
            if (!poolIsEmpty.getAsBoolean()) {
                logOnce(reason);
                return known;
            }
            if (reason == FailureReason.TOO_MANY_CONNECTIONS) {
                yieldSlot();
            }
            throw e;
        }
    }

    private void logOnce(FailureReason reason) {
        if (logins.isNewProblem(reason)) {
            LOG.log(WARNING, "New logins fail: {0}; callers are served by the connections that exist", reason.text());
        }
    }

    /** A refusal for want of a slot shows a live server; if the pool has a connection, it serves. */
    private ServerAnswer askNarrowly(long end) throws SQLException {
        ServerAnswer before = last;
        try {
            ServerAnswer answer = askAnew(end);
            narrow = poolIsEmpty.getAsBoolean();
            return answer;
        } catch (SQLException e) {
            FailureReason reason =
                    FailureClassifier.classify(FailurePhase.CONNECT, e).reason();
            if (reason == FailureReason.TOO_MANY_CONNECTIONS && before != null && !poolIsEmpty.getAsBoolean()) {
                logOnce(reason);
                return before;
            }
            throw e;
        }
    }

    private ServerAnswer askAnew(long end) throws SQLException {
        boolean succeeded = false;
        logins.begin();
        ProbeSession fresh = ProbeSession.open(connector, left(end), limit);
        try {
            ServerAnswer answer = fresh.ask(left(end));
            kept = fresh;
            requireOpen();
            succeeded = true;
            logins.succeeded();
            return answer;
        } finally {
            if (!succeeded) {
                ProbeSession.abort(fresh);
            }
        }
    }

    /** The end may have come while the connection was being made, and not have seen it. */
    private void requireOpen() throws SQLException {
        if (closed) {
            disconnect();
            throw new SQLException("the probe is closed", "08003");
        }
    }

    private Duration left(long end) {
        return Duration.ofNanos(Math.max(end - ticker.nanos(), limit.toNanos() / 10));
    }

    /** Keeps no session from now on, until there are slots enough again: the pool needs this one. */
    @Override
    public void yieldSlot() {
        narrow = true;
        disconnect();
    }

    /** Gives the slot of the kept session to work that needs it, if slots are few. */
    @Override
    public void makeRoom() {
        if (narrow) {
            disconnect();
        }
    }

    /** Closes the kept session without a message to a server that may be silent. Safe to call from any thread. */
    @Override
    public void disconnect() {
        ProbeSession.abort(kept);
        kept = null;
    }

    @Override
    public void close() {
        closed = true;
        disconnect();
    }
}
