package dev.lifeline.persistence.internal.migration;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import dev.lifeline.datasource.schema.SchemaSetup;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings the schema of the projects up to date with Flyway. Of several processes that start together one does the work. For one
 * thread at a time.
 */
public final class SchemaMigration implements SchemaSetup {
    private static final System.Logger LOG = System.getLogger(SchemaMigration.class.getName());
    private static final String PROJECTS = "projects";
    private static final String RECEIPTS = "write_receipts";
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
            "select coalesce(max(relnamespace::regnamespace::text), '') from pg_class where oid = to_regclass('projects')";

    private final boolean wanted;
    private final String configuredSchema;
    private final ProjectsSchema schema;

    /**
     * @param wanted false if the tables are made by other means
     * @param configuredSchema of the tables, empty for the database's own choice
     * @param schema gets the schema in which the table was found
     */
    public SchemaMigration(boolean wanted, String configuredSchema, ProjectsSchema schema) {
        this.wanted = wanted;
        this.configuredSchema = configuredSchema;
        this.schema = schema;
    }

    @Override
    public boolean isMissing(Connection connection) throws SQLException {
        return isMissing(connection, PROJECTS) || isMissing(connection, RECEIPTS);
    }

    private boolean isMissing(Connection connection, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select to_regclass(?) is null")) {
            statement.setString(1, schema.prefix() + table);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    /** A schema that has other tables already is taken as it is. */
    @Override
    public void bringUpToDate(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (wanted) {
                migrate(connection, statement);
            } else {
                findTable(statement);
                logIfMissing(connection);
            }
        }
    }

    private void logIfMissing(Connection connection) throws SQLException {
        if (isMissing(connection, RECEIPTS)) {
            LOG.log(
                    ERROR,
                    "There is no table " + schema.prefix() + RECEIPTS
                            + ", and Lifeline is not to migrate: every write will fail until it is created");
        }
    }

    /**
     * Everything happens in one transaction on one connection. What is set and locked ends with it, so that nothing stays in a
     * session that a pooler gives to other clients, and a migration that fails leaves nothing behind.
     */
    private void migrate(Connection connection, Statement statement) throws SQLException {
        connection.setAutoCommit(false);
        statement.execute(LIMITS);
        statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
        migrate(SharedTransaction.of(connection));
        findTable(statement);
        connection.commit();
    }

    /** The connection is fresh: its search path is what the database, the role and the URL say. */
    private void findTable(Statement statement) throws SQLException {
        if (schema.isConfigured()) {
            return;
        }
        try (ResultSet answer = statement.executeQuery(WHERE)) {
            answer.next();
            schema.found(answer.getString(1));
        }
    }

    private void migrate(DataSource transaction) {
        var configuration = Flyway.configure(SchemaMigration.class.getClassLoader());
        if (!configuredSchema.isEmpty()) {
            configuration.schemas(configuredSchema);
        }
        var result = configuration
                .dataSource(transaction)
                .locations(LOCATION)
                .table(HISTORY_TABLE)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .validateOnMigrate(false) // the text of V2 changed when the data source began to create its table too
                .load()
                .migrate();
        if (result.migrationsExecuted > 0) {
            LOG.log(INFO, "Schema brought to version " + result.targetSchemaVersion);
        }
    }
}
