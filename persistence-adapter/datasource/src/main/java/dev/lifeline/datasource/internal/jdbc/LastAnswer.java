package dev.lifeline.datasource.internal.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** What the last of several statements returned. */
final class LastAnswer {

    private LastAnswer() {}

    /** Runs the statements in one round trip, and returns the first text of the last one's result; null if it has none. */
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
