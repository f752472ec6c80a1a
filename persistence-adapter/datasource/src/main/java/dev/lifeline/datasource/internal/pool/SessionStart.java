package dev.lifeline.datasource.internal.pool;

import dev.lifeline.datasource.config.IsolationLevel;
import dev.lifeline.datasource.config.SessionConfig;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import org.postgresql.jdbc.PgConnection;

/** Statements and search path with which each session of the pool begins. */
final class SessionStart {
    private static final String READ_ONLY = "default_transaction_read_only";
    private static final String SOURCE = "select source from pg_settings where name = '" + READ_ONLY + "'";
    private static final Set<String> OF_ROLE = Set.of("user", "database user", "client", "session");

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

    /**
     * Returns whether the role, the URL or the statements at the start of the session make transactions read-only,
     * rather than the server or the database, which may be read-only temporarily. Costs a round trip only if
     * transactions are read-only. Servers before version 14 do not report that.
     */
    static boolean isReadOnlyForRole(PgConnection connection) throws SQLException {
        if (!"on".equals(connection.getParameterStatus(READ_ONLY))) {
            return false;
        }
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(SOURCE)) {
            return answer.next() && OF_ROLE.contains(answer.getString(1));
        }
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
