package dev.lifeline.datasource.internal.write;

import dev.lifeline.datasource.work.KeyedQuery;
import dev.lifeline.datasource.work.SqlWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Prevents the work of applications from ending the transaction of its connection. */
public final class EmbedderWork {

    private EmbedderWork() {}

    /** Returns the same work on a connection that refuses to end the transaction. */
    public static <T> SqlWork<T> guarded(SqlWork<T> work) {
        return connection -> {
            try {
                return work.run(new WorkConnection(connection));
            } catch (SQLException e) {
                throw marked(e, connection);
            }
        };
    }

    /** Returns the same query on a connection that refuses to end the transaction. */
    public static <K, V> KeyedQuery<K, V> guardedQuery(KeyedQuery<K, V> query) {
        return (connection, keys) -> {
            SqlWork<Map<K, V>> work = guarded(lent -> query.find(lent, keys));
            return work.run(connection);
        };
    }

    /** Adds a SQLSTATE to an exception without one if the connection is closed. */
    private static SQLException marked(SQLException e, Connection connection) throws SQLException {
        return e.getSQLState() == null && connection.isClosed()
                ? new SQLException("the connection is closed", "08003", e)
                : e;
    }
}
