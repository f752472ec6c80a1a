package dev.lifeline.datasource.internal.recovery;

import static java.lang.System.Logger.Level.ERROR;

import dev.lifeline.datasource.schema.SchemaSetup;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs the schema setup once for each database, and again if a table may be missing. Confined to one thread at a time,
 * except where noted.
 */
final class SchemaKeeper implements Schema {
    private static final System.Logger LOG = System.getLogger(SchemaKeeper.class.getName());

    private final DataSource source;
    private final SchemaSetup setup;
    private final AtomicLong version = new AtomicLong();
    private volatile boolean doubted;
    private @Nullable String doneFor;
    private String lastProblem = "";

    /** @param source source of connections for the setup */
    SchemaKeeper(DataSource source, SchemaSetup setup) {
        this.source = source;
        this.setup = setup;
    }

    @Override
    public void run(String lineage) {
        boolean sameData = lineage.equals(doneFor);
        if (setup == SchemaSetup.NONE || (sameData && !doubted)) {
            return;
        }
        doubted = false;
        try (Connection connection = source.getConnection()) {
            if (!sameData || setup.isMissing(connection)) {
                setup.bringUpToDate(connection);
                doneFor = lineage;
                version.incrementAndGet();
            }
        } catch (SQLException | RuntimeException e) {
            doubted = true;
            throw new SchemaFailedException(e);
        }
    }

    /** Makes the next {@link #run} verify the tables. Safe to call from any thread. */
    @Override
    public void doubt() {
        doubted = setup != SchemaSetup.NONE;
    }

    /** Returns whether the tables have to be verified. Safe to call from any thread. */
    boolean isDoubted() {
        return doubted;
    }

    /** Returns the number of completed setups. Safe to call from any thread. */
    long version() {
        return version.get();
    }

    /** Logs why the setup fails; logs the same problem only once. */
    @Override
    public void logOnce(SchemaFailedException e) {
        String problem = String.valueOf(e.getMessage());
        if (!problem.equals(lastProblem)) {
            lastProblem = problem;
            LOG.log(ERROR, problem);
        }
    }
}
