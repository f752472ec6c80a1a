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
 * Probe with a separate session, which stays open between checks, so that it works while the pool is busy or the server
 * has no free slot. An open session is no evidence that new logins succeed. Therefore a new login replaces the session
 * periodically, and immediately if {@link LoginPolicy} requires it. Confined to one thread, except for {@link #close}
 * and {@link #disconnect}; its owner closes it.
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

    /**
     * Whether the session is closed after each check, because the server has so few slots that the pool needs all of
     * them.
     */
    private boolean fewSlots;

    /**
     * @param limit longest time for one query to one host, including the connect
     * @param logins decides when a new login is required
     * @param poolIsEmpty returns whether callers depend on new logins
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
     * Queries the server over the open session. Uses a new session if that fails, because only a new session can
     * confirm an outage; if a login is due; and if one of several servers is read-only, because another one may have
     * become the primary.
     */
    @Override
    public ServerAnswer ask() throws SQLException {
        long end = ticker.nanos() + limit.toNanos();
        boolean hadFewSlots = fewSlots;
        ServerAnswer known = askKept();
        ServerAnswer answer;
        if (known == null) {
            answer = hadFewSlots ? askWithFewSlots(end) : askFresh(end);
        } else if (known.readOnly() && connector.hasSeveralHosts()) {
            answer = elsewhere(known, end);
        } else {
            answer = logins.isDue(known, poolIsEmpty.getAsBoolean()) ? verifiedByLogin(known, end) : known;
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

    /** Returns the answer of a writable server, or of the known read-only one if no other server answers. */
    private ServerAnswer elsewhere(ServerAnswer known, long end) {
        ProbeSession former = kept;
        try {
            ServerAnswer answer = askFresh(end);
            ProbeSession.abort(former);
            return answer;
        } catch (SQLException e) {
            return known;
        }
    }

    /**
     * Verifies an answer with a new login. If the login fails, the known answer holds while the pool has connections;
     * otherwise callers fail like this login.
     */
    private ServerAnswer verifiedByLogin(ServerAnswer known, long end) throws SQLException {
        ProbeSession former = kept;
        try {
            ServerAnswer answer = askFresh(end);
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

    /**
     * Queries the server if it has few slots. If no slot is free, the server is alive, and the previous answer holds
     * while the pool has connections.
     */
    private ServerAnswer askWithFewSlots(long end) throws SQLException {
        ServerAnswer before = last;
        try {
            ServerAnswer answer = askFresh(end);
            fewSlots = poolIsEmpty.getAsBoolean();
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

    private ServerAnswer askFresh(long end) throws SQLException {
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

    /** Closes the session if the probe was closed while the session was being opened. */
    private void requireOpen() throws SQLException {
        if (closed) {
            disconnect();
            throw new SQLException("the probe is closed", "08003");
        }
    }

    private Duration left(long end) {
        return Duration.ofNanos(Math.max(end - ticker.nanos(), limit.toNanos() / 10));
    }

    /** Closes the session after each check from now on, until slots are free again: the pool needs the slot. */
    @Override
    public void yieldSlot() {
        fewSlots = true;
        disconnect();
    }

    /** Frees the slot of the session for other work if slots are few. */
    @Override
    public void makeRoom() {
        if (fewSlots) {
            disconnect();
        }
    }

    /** Closes the session without a message to the server, which may not answer. Safe to call from any thread. */
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
