package dev.lifeline.datasource.internal.replay;

import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;

/**
 * Savepoint of a caller. Its name is unique on the caller's connection: the driver's names of unnamed savepoints repeat
 * after the server connection was replaced.
 *
 * @param name null for an unnamed savepoint
 * @param driver the driver's savepoint, which has a name in any case
 */
record ReplayableSavepoint(int id, @Nullable String name, Savepoint driver) implements Savepoint {
    /** SQLSTATE of PostgreSQL's driver for this. */
    private static final String WRONG_OBJECT_TYPE = "42809";

    private static final String UNNAMED = "LIFELINE_SAVEPOINT_";

    /** Returns the name on the server of an unnamed savepoint. */
    static String nameOf(int id) {
        return UNNAMED + id;
    }

    /** Returns the driver's savepoint. */
    static Savepoint driversOf(Savepoint savepoint) {
        return savepoint instanceof ReplayableSavepoint own ? own.driver : savepoint;
    }

    @Override
    public int getSavepointId() throws SQLException {
        if (name != null) {
            throw new SQLException("A named savepoint has no id", WRONG_OBJECT_TYPE);
        }
        return id;
    }

    @Override
    public String getSavepointName() throws SQLException {
        if (name == null) {
            throw new SQLException("An unnamed savepoint has no name", WRONG_OBJECT_TYPE);
        }
        return name;
    }
}
