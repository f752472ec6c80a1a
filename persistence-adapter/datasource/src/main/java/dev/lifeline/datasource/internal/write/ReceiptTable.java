package dev.lifeline.datasource.internal.write;

import dev.lifeline.domain.write.WriteToken;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Table of write receipts. Safe for use by several threads; each connection is confined to one. */
final class ReceiptTable {
    /**
     * In one round trip: sets the lock timeout for the token, inserts the token, and sets the lock timeout for later
     * statements, the idle timeout (unless one is set already) and a mark by which COMMIT recognises the transaction.
     * The functions are volatile, so that PostgreSQL evaluates them although their columns are not read.
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

    /**
     * The lock makes this a writing transaction for the server, so that its COMMIT waits for standbys. The lock itself
     * does not block.
     */
    private static final String FIND = "select fingerprint, outcome from %s where scope = ? and key = ? for key share";

    /** Lock modes that conflict with an insert, including queued ones. */
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

    /** Creates access to the table that the setup finds. */
    ReceiptTable(ReceiptTableSetup setup) {
        this.setup = setup;
    }

    /**
     * Finds the table and creates it if necessary, unless that was done before. Blocks for some round trips on the
     * first call.
     *
     * @param connection clean and in autocommit mode, also afterwards
     */
    void prepare(Connection connection) throws SQLException {
        if (prepared == null) {
            prepared = Statements.on(setup.prepare(connection));
        }
    }

    /** Returns whether the table exists, without creating it. Blocks for a round trip unless that is known. */
    boolean isThere(Connection connection) throws SQLException {
        if (prepared == null) {
            setup.find(connection).map(Statements::on).ifPresent(found -> prepared = found);
        }
        return prepared != null;
    }

    /** Makes the next {@link #prepare} search for the table again. */
    void forgetTable() {
        prepared = null;
    }

    /** SQL statements for a table name. */
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

    /** Receipt of an earlier write. */
    record Receipt(String fingerprint, String outcome) {}

    /**
     * Takes a token. Afterwards, earlier transactions with the token have either committed or can no longer commit.
     *
     * @param patience longest wait for a concurrent transaction with the same token
     * @param rest lock timeout of later statements of the transaction
     * @param silence time after which the server terminates the transaction if the next statement does not arrive: a
     *     client on a crashed host does not close its connection and would block its token
     * @return false if a write with that token has committed
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

    /** At least 1, because 0 means no limit. */
    private static String millis(Duration limit) {
        return String.valueOf(Math.max(1, limit.toMillis()));
    }

    /**
     * Returns whether another session holds or waits for a table lock that blocks all inserts, whatever their token.
     * Must be called without a transaction, and leaves none.
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

    /** Returns the receipt of a token; empty if there is none. The caller must commit before it reports the receipt. */
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
     * Stores the outcome of the write, for retries.
     *
     * @throws IllegalStateException if the receipt does not exist, because the work ended the transaction that had
     *     inserted it
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

    /** Deletes receipts that are older than the given age and returns their number. */
    int forget(Connection connection, Duration age, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(statements().forget)) {
            statement.setDouble(1, (double) age.toSeconds());
            statement.setInt(2, limit);
            return statement.executeUpdate();
        }
    }
}
