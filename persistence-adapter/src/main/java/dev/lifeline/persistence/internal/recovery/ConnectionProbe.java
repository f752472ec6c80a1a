package dev.lifeline.persistence.internal.recovery;

import dev.lifeline.domain.time.Ticker;
import dev.lifeline.persistence.internal.pool.PostgresConnector;
import dev.lifeline.persistence.internal.watch.Connections;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server how it is, over a connection of its own that is kept from one question to the next: neither a busy pool
 * nor a server without free slots keeps it from asking. Confined to one thread, but for its end; its owner closes it.
 */
final class ConnectionProbe implements AutoCloseable {
    /** Seconds since 1970, since a time would be written differently in another time zone. */
    private static final String QUESTION =
            """
            select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean,
                   concat_ws(' ', extract(epoch from pg_postmaster_start_time()), inet_server_addr(), inet_server_port())""";

    private final PostgresConnector connector;
    private final Ticker ticker;
    private final Duration limit;
    private volatile @Nullable Connection kept;
    private volatile boolean closed;

    /**
     * @param limit how long one question to one host may take, connecting included
     */
    ConnectionProbe(PostgresConnector connector, Ticker ticker, Duration limit) {
        this.connector = connector;
        this.ticker = ticker;
        this.limit = limit;
    }

    /**
     * Asks over the kept connection. Asks anew if that fails, for only a fresh connection can prove an outage, and if a server
     * of several is read-only, for another one may be the primary by now.
     */
    ServerAnswer ask() throws SQLException {
        long end = ticker.nanos() + limit.toNanos();
        ServerAnswer known = askKept();
        if (known == null) {
            return askAnew(end);
        }
        return known.readOnly() && connector.hasSeveralHosts() ? elsewhere(known, end) : known;
    }

    private @Nullable ServerAnswer askKept() {
        Connection connection = kept;
        if (connection == null) {
            return null;
        }
        try {
            return askOver(connection, limit.dividedBy(2));
        } catch (SQLException e) {
            disconnect();
            return null;
        }
    }

    /** The writable server, or the read-only one that we know, if there is no other. */
    private ServerAnswer elsewhere(ServerAnswer known, long end) {
        Connection former = kept;
        try {
            ServerAnswer answer = askAnew(end);
            Connections.abort(former);
            return answer;
        } catch (SQLException e) {
            return known;
        }
    }

    private ServerAnswer askAnew(long end) throws SQLException {
        Connection fresh = connector.connect(left(end), limit);
        try {
            ServerAnswer answer = askOver(fresh, left(end));
            kept = fresh;
            requireOpen();
            return answer;
        } catch (SQLException e) {
            Connections.abort(fresh);
            throw e;
        }
    }

    /** Whoever closed it did not see the connection that was being made. */
    private void requireOpen() throws SQLException {
        if (closed) {
            disconnect();
            throw new SQLException("the probe is closed", "08003");
        }
    }

    private Duration left(long end) {
        return Duration.ofNanos(Math.max(end - ticker.nanos(), limit.toNanos() / 10));
    }

    private static ServerAnswer askOver(Connection connection, Duration limit) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, (int) limit.toMillis());
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(QUESTION)) {
            answer.next();
            return new ServerAnswer(answer.getBoolean(1), answer.getString(2));
        }
    }

    /** Lets go of the kept connection without a word to a server that may be silent. Safe to call from any thread. */
    void disconnect() {
        Connections.abort(kept);
        kept = null;
    }

    @Override
    public void close() {
        closed = true;
        disconnect();
    }
}
