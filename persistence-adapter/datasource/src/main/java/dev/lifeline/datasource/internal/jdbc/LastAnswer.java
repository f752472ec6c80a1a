package dev.lifeline.datasource.internal.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Result of the last of several statements. */
final class LastAnswer {

    private LastAnswer() {}

    /**
     * Runs the statements in one round trip and returns the first column of the first row of the last result; null if
     * there is none.
     */
    static @Nullable String to(String sql, Statement statement) throws SQLException {
        @Nullable String last = null;
        boolean rows = statement.execute(sql);
        while (rows || statement.getUpdateCount() >= 0) {
            last = rows ? firstText(statement) : null;
            rows = statement.getMoreResults();
        }
        return last;
    }

    private static @Nullable String firstText(Statement statement) throws SQLException {
        try (ResultSet answer = statement.getResultSet()) {
            return answer.next() ? answer.getString(1) : null;
        }
    }
}
