package dev.lifeline.datasource.internal.pool;

import dev.lifeline.datasource.config.IsolationLevel;
import dev.lifeline.datasource.config.SessionConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Statements and search path with which each session of the pool begins. */
final class SessionStart {

    private SessionStart() {}

    /** Returns the statements that each session begins with; may be empty. */
    static String of(SessionConfig config) {
        String isolation = config.isolation() == IsolationLevel.SERVER_DEFAULT
                ? ""
                : "set session characteristics as transaction isolation level "
                        + config.isolation().sql();
        return isolation.isEmpty() || config.initSql().isEmpty()
                ? isolation + config.initSql()
                : isolation + "; " + config.initSql();
    }

    /**
     * Returns the search path that is sent with the login and that {@code reset all} restores; empty for the server's
     * default.
     */
    static Optional<String> searchPath(SessionConfig config) {
        return config.schema().isEmpty()
                ? Optional.empty()
                : Optional.of('"' + config.schema().replace("\"", "\"\"") + '"');
    }

    static void run(String statements, Connection connection) throws SQLException {
        if (statements.isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }
}
