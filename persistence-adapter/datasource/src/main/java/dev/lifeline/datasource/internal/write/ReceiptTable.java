package dev.lifeline.datasource.internal.write;

import dev.lifeline.domain.write.WriteToken;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of receipts. Safe for use by several threads; a connection is confined to one. */
final class ReceiptTable {
    /**
     * Sets how long to wait for whoever holds the same token, takes it, and sets how long to wait for locks from then on, and
     * for us, unless somebody has set that already, and a mark by which COMMIT knows the transaction: in one round trip. PostgreSQL does not drop a column that nobody reads if
     * its function is volatile.
     */
    private static final String CLAIM =
            """
            insert into %s (scope, key, fingerprint)
            select ?, ?, ? from (select set_config('lock_timeout', ?, true)) as patience
            on conflict do nothing
            returning set_config('lifeline.receipt', 'taken', true), set_config('lock_timeout', ?, true),
              set_config('idle_in_transaction_session_timeout',
              case current_setting('idle_in_transaction_session_timeout')
                when '0' then ? else current_setting('idle_in_transaction_session_timeout') end, true)""";

    /** The lock is a change for the server, so that the COMMIT behind it waits for standbys. Nobody waits for the lock. */
    private static final String FIND = "select fingerprint, outcome from %s where scope = ? and key = ? for key share";

    /** The modes that conflict with that of an insert, also in a queue before it. */
    private static final String LOCKED =
            """
            select exists (select from pg_locks where locktype = 'relation' and relation = to_regclass(?)
              and pid <> pg_backend_pid()
              and database = (select oid from pg_database where datname = current_database())
              and mode in ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'))""";

    private static final String COMPLETE = "update %s set outcome = ? where scope = ? and key = ?";

    private static final String FORGET =
            """
            delete from %1$s where (scope, key) in (
              select scope, key from %1$s
              where created_at < now() - make_interval(secs => ?)
              order by created_at limit ?
              for update skip locked)""";

    private final ReceiptTableSetup setup;
    private volatile @Nullable Statements prepared;

    /** Uses the table that the setup finds. */
    ReceiptTable(ReceiptTableSetup setup) {
        this.setup = setup;
    }

    /**
     * Finds the table and creates it if need be, unless that was done before. Blocks for some round trips the first time.
     *
     * @param connection at rest and in autocommit mode; it is so afterwards
     */
    void prepare(Connection connection) throws SQLException {
        if (prepared == null) {
            prepared = Statements.on(setup.prepare(connection));
        }
    }

    /** Returns whether there is a table, without creating one. Blocks for a round trip unless that is known. */
    boolean isThere(Connection connection) throws SQLException {
        if (prepared == null) {
            setup.find(connection).map(Statements::on).ifPresent(found -> prepared = found);
        }
        return prepared != null;
    }

    /** Makes the next {@link #prepare} look for the table again. */
    void forgetTable() {
        prepared = null;
    }

    /** The statements on the table of that name. */
    private record Statements(String name, String claim, String find, String complete, String forget) {

        static Statements on(String name) {
            return new Statements(
                    name,
                    CLAIM.formatted(name),
                    FIND.formatted(name),
                    COMPLETE.formatted(name),
                    FORGET.formatted(name));
        }
    }

    private Statements statements() {
        @Nullable Statements known = prepared;
        return known == null ? Statements.on(setup.configuredName()) : known;
    }

    /** A receipt that somebody left. */
    record Receipt(String fingerprint, String outcome) {}

    /**
     * Takes a token: whoever used it before will now never commit, or has committed.
     *
     * @param patience how long to wait for somebody who has the same token and did not end yet
     * @param rest how long later statements of the transaction wait for locks
     * @param silence after which the server gives up waiting for the next statement: a client whose host is gone does not
     *     even say goodbye, and nobody could use its token
     * @return false if somebody has committed with that token
     */
    boolean claim(Connection connection, WriteToken token, Duration patience, Duration rest, Duration silence)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(statements().claim)) {
            statement.setString(1, token.scope());
            statement.setString(2, token.key());
            statement.setString(3, token.fingerprint());
            statement.setString(4, millis(patience));
            statement.setString(5, millis(rest));
            statement.setString(6, millis(silence));
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next();
            }
        }
    }

    /** 0 would mean for ever. */
    private static String millis(Duration limit) {
        return String.valueOf(Math.max(1, limit.toMillis()));
    }

    /**
     * Returns whether another session holds or awaits a lock on the table that keeps all claims waiting, whatever their token.
     * There must be no transaction; there is none afterwards.
     */
    boolean isLockedByOthers(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCKED)) {
            statement.setString(1, statements().name);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        } finally {
            connection.rollback();
        }
    }

    /** The receipt of a token, if there is one. Whoever tells of it has to commit before. */
    Optional<Receipt> find(Connection connection, WriteToken token) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(statements().find)) {
            statement.setString(1, token.scope());
            statement.setString(2, token.key());
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next()
                        ? Optional.of(new Receipt(answer.getString(1), answer.getString(2)))
                        : Optional.empty();
            }
        }
    }

    /**
     * Notes what became of the write, for those who ask again.
     *
     * @throws IllegalStateException if the receipt is gone, because the work ended the transaction that had written it
     */
    void complete(Connection connection, WriteToken token, String outcome) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(statements().complete)) {
            statement.setString(1, outcome);
            statement.setString(2, token.scope());
            statement.setString(3, token.key());
            if (statement.executeUpdate() != 1) {
                throw CommitProtocol.endedByWork();
            }
        }
    }

    /** Removes some receipts that are older than that, and tells how many. */
    int forget(Connection connection, Duration age, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(statements().forget)) {
            statement.setDouble(1, (double) age.toSeconds());
            statement.setInt(2, limit);
            return statement.executeUpdate();
        }
    }
}
