package dev.lifeline.persistence.internal.migration;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the schema up to date, once. Of several processes that start together one does the work. One thread at a time. */
public final class SchemaMigration {
    private static final System.Logger LOG = System.getLogger(SchemaMigration.class.getName());
    private static final String LOCATION = "classpath:dev/lifeline/persistence/migration";

    /** A table of our own, so that an embedder's use of Flyway in the same schema is not disturbed. */
    private static final String HISTORY_TABLE = "lifeline_schema_history";

    /** "lifeline" in ASCII: Flyway's own lock comes too late for processes that meet in an empty schema. */
    private static final long LOCK = 0x6C69_6665_6C69_6E65L;

    private final DataSource source;
    private boolean done;
    private String lastProblem = "";

    /**
     * @param wanted false if somebody else takes care of the schema
     */
    public SchemaMigration(DataSource source, boolean wanted) {
        this.source = source;
        this.done = !wanted;
    }

    /**
     * Applies what is missing, unless that was done before. A schema that has other tables already is taken as it is.
     *
     * @throws SchemaMigrationException if that fails
     */
    public void run() {
        if (done) {
            return;
        }
        try (Connection turn = source.getConnection();
                Statement statement = turn.createStatement()) {
            statement.execute("select pg_advisory_lock(" + LOCK + ")");
            migrate();
            done = true;
        } catch (FlywayException | SQLException e) {
            throw new SchemaMigrationException(e);
        }
    }

    private void migrate() {
        var result = Flyway.configure(SchemaMigration.class.getClassLoader())
                .dataSource(source)
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

    /** Tells a person what stands in the way; the same problem only once. */
    public void logOnce(SchemaMigrationException e) {
        String problem = String.valueOf(e.getMessage());
        if (!problem.equals(lastProblem)) {
            lastProblem = problem;
            LOG.log(ERROR, problem);
        }
    }
}
