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
 * Migrates the schema of the projects with Flyway. If several processes start together, one of them migrates and the
 * others wait. Confined to one thread at a time.
 */
public final class SchemaMigration implements SchemaSetup {
    private static final System.Logger LOG = System.getLogger(SchemaMigration.class.getName());
    private static final String PROJECTS = "projects";
    private static final String RECEIPTS = "write_receipts";
    private static final String LOCATION = "classpath:dev/lifeline/persistence/migration";

    /** Separate history table, so that the application can use Flyway in the same schema. */
    private static final String HISTORY_TABLE = "lifeline_schema_history";

    /** ASCII for "lifeline". Flyway's own lock comes too late for processes that start together on an empty schema. */
    private static final long LOCK = 0x6C69_6665_6C69_6E65L;

    /** Limits how long a migration waits for a lock, because other clients wait behind it. */
    private static final String LIMITS =
            """
            select set_config('lock_timeout', '10s', true), set_config('idle_in_transaction_session_timeout', '0', \
            true)""";

    private static final String WHERE =
            "select coalesce(max(relnamespace::regnamespace::text), '') from pg_class where oid = "
                    + "to_regclass('projects')";

    private final boolean wanted;
    private final String configuredSchema;
    private final ProjectsSchema schema;

    /**
     * @param wanted false if the tables are created by other means
     * @param configuredSchema schema of the tables; empty for the default of the connection
     * @param schema receives the schema in which the table was found
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

    /** Migrates the schema; a schema with other tables is baselined. */
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
     * Migrates in one transaction on one connection. Settings and locks end with the transaction, so that no session
     * state remains on a connection that a pooler gives to other clients, and a failed migration leaves nothing behind.
     */
    private void migrate(Connection connection, Statement statement) throws SQLException {
        connection.setAutoCommit(false);
        statement.execute(LIMITS);
        statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
        migrate(SharedTransaction.of(connection));
        findTable(statement);
        connection.commit();
    }

    /** Looks up the schema on a new connection: its search path is that of the database, the role and the URL. */
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
                .validateOnMigrate(
                        false) // the text of V2 changed when the data source began to create its table as well
                .load()
                .migrate();
        if (result.migrationsExecuted > 0) {
            LOG.log(INFO, "Schema brought to version " + result.targetSchemaVersion);
        }
    }
}
