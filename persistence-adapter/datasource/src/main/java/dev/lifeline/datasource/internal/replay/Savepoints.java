package dev.lifeline.datasource.internal.replay;

import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PSQLSavepoint;

/** Savepoints of a connection, recorded as steps of its transaction. Confined to one thread. */
final class Savepoints {
    private final ReplayedTransaction transaction;
    private int unnamed;

    Savepoints(ReplayedTransaction transaction) {
        this.transaction = transaction;
    }

    /** Sets an unnamed savepoint. */
    Savepoint set() throws SQLException {
        return set(null, ReplayableSavepoint.nameOf(++unnamed));
    }

    Savepoint set(String name) throws SQLException {
        return set(name, name);
    }

    private Savepoint set(@Nullable String callersName, String name) throws SQLException {
        Savepoint savepoint = transaction.onConnection(connection -> connection.setSavepoint(name));
        transaction.record(new SavepointStep("savepoint " + nameOf(savepoint)));
        return new ReplayableSavepoint(unnamed, callersName, savepoint);
    }

    void rollBackTo(Savepoint savepoint) throws SQLException {
        Savepoint driver = ReplayableSavepoint.driversOf(savepoint);
        transaction.run(connection -> connection.rollback(driver));
        transaction.rolledBackTo(new SavepointStep("rollback to savepoint " + nameOf(driver)));
    }

    void release(Savepoint savepoint) throws SQLException {
        Savepoint driver = ReplayableSavepoint.driversOf(savepoint);
        String name = nameOf(driver);
        transaction.run(connection -> connection.releaseSavepoint(driver));
        transaction.record(new SavepointStep("release savepoint " + name));
    }

    private static String nameOf(Savepoint savepoint) throws SQLException {
        if (savepoint instanceof PSQLSavepoint postgres) {
            return postgres.getPGName();
        }
        return "\"" + savepoint.getSavepointName().replace("\"", "\"\"") + "\"";
    }
}
