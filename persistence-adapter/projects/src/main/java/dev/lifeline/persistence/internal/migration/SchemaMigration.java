package dev.lifeline.persistence.internal.migration;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** Brings the schema up to date, once for the same data. Of several processes that start together one does the work. One thread at a time. */
public final class SchemaMigration {
    private static final System.Logger LOG = System.getLogger(SchemaMigration.class.getName());
    private static final String LOCATION = "classpath:dev/lifeline/persistence/migration";

    /** A table of our own, so that an embedder's use of Flyway in the same schema is not disturbed. */
    private static final String HISTORY_TABLE = "lifeline_schema_history";

    /** "lifeline" in ASCII: Flyway's own lock comes too late for processes that meet in an empty schema. */
    private static final long LOCK = 0x6C69_6665_6C69_6E65L;

    /** Other clients are not to wait for long behind a migration that waits for a lock. */
    private static final String LIMITS =
            """
            select set_config('lock_timeout', '10s', true), set_config('idle_in_transaction_session_timeout', '0', true)""";

    private static final String WHERE =
            """
            select coalesce(max(relnamespace::regnamespace::text) filter (where oid = to_regclass('projects')), ''),
                   coalesce(max(relnamespace::regnamespace::text) filter (where oid = to_regclass('write_receipts')), '')
            from pg_class where oid in (to_regclass('projects'), to_regclass('write_receipts'))""";

    private final DataSource source;
    private final boolean wanted;
    private final String schema;
    private final OwnTables tables;
    private final AtomicLong version = new AtomicLong();
    private volatile boolean doubted;
    private @Nullable String doneFor;
    private String lastProblem = "";

    /**
     * @param wanted false if somebody else takes care of the schema
     * @param schema of the tables, empty for the database's own choice
     * @param tables told where they are
     */
    public SchemaMigration(DataSource source, boolean wanted, String schema, OwnTables tables) {
        this.source = source;
        this.wanted = wanted;
        this.schema = schema;
        this.tables = tables;
    }

    /**
     * Applies what is missing, unless that was done before for the same data and is not doubted; if somebody else takes care of the schema, only says what is
     * missing. A schema that has other tables already is taken as it is.
     *
     * @param lineage of the data, which changes when the cluster is restored or the database recreated
     * @throws SchemaMigrationException if that fails
     */
    public void run(String lineage) {
        boolean sameData = lineage.equals(doneFor);
        if (sameData && !doubted) {
            return;
        }
        doubted = false;
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            if (!sameData || isMissing(statement)) {
                bringUpToDate(connection, statement);
                doneFor = lineage;
                version.incrementAndGet();
            }
        } catch (FlywayException | SQLException e) {
            doubted = true;
            throw new SchemaMigrationException(e);
        }
    }

    private void bringUpToDate(Connection connection, Statement statement) throws SQLException {
        if (wanted) {
            migrate(connection, statement);
        } else {
            warnIfReceiptsAreMissing(statement);
            findTables(statement);
        }
    }

    private boolean isMissing(Statement statement) throws SQLException {
        try (ResultSet answer =
                statement.executeQuery("select to_regclass(" + quoted(tables.projectsPrefix() + "projects")
                        + ") is null or to_regclass(" + quoted(tables.receipts()) + ") is null")) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    private static String quoted(String name) {
        return "'" + name.replace("'", "''") + "'";
    }

    /** Has the next run check whether the tables are still there. Safe to call from any thread. */
    public void doubt() {
        doubted = true;
    }

    /** Returns whether a check of the tables is due. Safe to call from any thread. */
    public boolean isDoubted() {
        return doubted;
    }

    /** Returns how often the schema was brought up to date. Safe to call from any thread. */
    public long version() {
        return version.get();
    }

    /**
     * Everything happens in one transaction on one connection. What is set and locked ends with it, so that nothing stays in a
     * session that a pooler gives to other clients, and a migration that fails leaves nothing behind.
     */
    private void migrate(Connection connection, Statement statement) throws SQLException {
        connection.setAutoCommit(false);
        statement.execute(LIMITS);
        statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
        migrate(new SingleConnectionSource(connection));
        findTables(statement);
        connection.commit();
    }

    /** The connection is fresh: its search path is what the database, the role and the URL say. */
    private void findTables(Statement statement) throws SQLException {
        if (tables.areConfigured()) {
            return;
        }
        try (ResultSet answer = statement.executeQuery(WHERE)) {
            answer.next();
            tables.found(answer.getString(1), answer.getString(2));
        }
    }

    private void migrate(DataSource transaction) {
        var configuration = Flyway.configure(SchemaMigration.class.getClassLoader());
        if (!schema.isEmpty()) {
            configuration.schemas(schema);
        }
        var result = configuration
                .dataSource(transaction)
                .locations(LOCATION)
                .table(HISTORY_TABLE)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
        if (result.migrationsExecuted > 0) {
            LOG.log(INFO, "Schema brought to version " + result.targetSchemaVersion);
        }
    }

    private void warnIfReceiptsAreMissing(Statement statement) throws SQLException {
        String table = tables.receipts();
        try (ResultSet answer = statement.executeQuery("select to_regclass('" + table + "') is null")) {
            if (answer.next() && answer.getBoolean(1)) {
                LOG.log(
                        ERROR,
                        "There is no table " + table + ", and Lifeline is not to migrate: every write will fail until"
                                + " somebody makes it");
            }
        }
    }

    /** Tells a person what stands in the way; the same problem only once. */
    public void logOnce(SchemaMigrationException e) {
        String problem = String.valueOf(e.getMessage());
        if (!problem.equals(lastProblem)) {
            lastProblem = problem;
            LOG.log(ERROR, problem);
        }
    }
}
