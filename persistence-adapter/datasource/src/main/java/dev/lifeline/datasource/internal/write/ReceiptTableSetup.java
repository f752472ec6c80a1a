package dev.lifeline.datasource.internal.write;

import static java.lang.System.Logger.Level.INFO;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Finds the receipts table and creates it if it is missing. Applications that never write get no table. Safe for use by
 * several threads, and by several processes that start together.
 */
final class ReceiptTableSetup {
    private static final System.Logger LOG = System.getLogger(ReceiptTableSetup.class.getName());
    private static final String FILE = "/dev/lifeline/datasource/write_receipts.sql";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String TABLE = "write_receipts";

    /** ASCII for "receipts". The lock ends with the transaction, so that no pooler passes it to another client. */
    private static final long LOCK = 0x7265_6365_6970_7473L;

    /** Limits how long a statement waits for a lock, because other clients wait behind it. */
    private static final String LIMITS =
            "select set_config('lock_timeout', '10s', true), pg_advisory_xact_lock(" + LOCK + ")";

    private static final String FIND =
            "select relnamespace::regnamespace::text from pg_class where oid = to_regclass('%s')";

    private final String schema;
    private final boolean creates;

    /**
     * @param schema a validated schema name; empty for the default schema of the connection
     * @param creates whether to create a missing table
     */
    ReceiptTableSetup(String schema, boolean creates) {
        this.schema = schema.isEmpty() ? "" : "\"" + schema + "\"";
        this.creates = creates;
    }

    /** Returns the name of the table for messages, as far as the settings contain it. */
    String configuredName() {
        return schema.isEmpty() ? TABLE : schema + "." + TABLE;
    }

    /**
     * Returns the schema-qualified name of the table, so that no search path of a borrower leads to another table.
     * Creates the table if it is missing. Blocks for one round trip, or for some if it creates the table.
     *
     * @param connection clean and in autocommit mode, also afterwards
     * @throws SQLException if the table cannot be created, or the database fails
     * @throws IllegalStateException if the table is missing and must not be created
     */
    String prepare(Connection connection) throws SQLException {
        Optional<String> found = find(connection);
        if (found.isPresent()) {
            return found.get();
        }
        if (!creates) {
            throw missing();
        }
        try {
            create(connection);
        } catch (SQLException e) {
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw missing(e);
            }
            throw e;
        }
        return find(connection).orElseThrow(this::missing);
    }

    private RuntimeException missing(SQLException seen) {
        RuntimeException missing = missing();
        missing.addSuppressed(seen);
        return missing;
    }

    /** Returns the exception for a missing table. */
    IllegalStateException missing() {
        return new IllegalStateException(
                "There is no table " + configuredName() + ": allow Lifeline to create it, or run the statements of "
                        + FILE + " in the jar of lifeline-datasource");
    }

    /** Returns the schema-qualified name of the table; empty if the table does not exist. Blocks for a round trip. */
    Optional<String> find(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(FIND.formatted(configuredName()))) {
            return answer.next() ? Optional.of(answer.getString(1) + "." + TABLE) : Optional.empty();
        }
    }

    private void create(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(LIMITS);
            if (!schema.isEmpty()) {
                statement.execute("create schema if not exists " + schema);
                statement.execute("set local search_path = " + schema);
            }
            statement.execute(text());
            connection.commit();
            LOG.log(INFO, "Created the table " + configuredName() + ", which records writes");
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static String text() {
        try (InputStream file = ReceiptTableSetup.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing in the jar");
            }
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
