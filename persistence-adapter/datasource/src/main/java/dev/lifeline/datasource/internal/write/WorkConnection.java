package dev.lifeline.datasource.internal.write;

import dev.lifeline.datasource.internal.jdbc.ForwardingConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.Executor;

/**
 * Connection for an application's work that refuses to end its transaction or to close. Rollback to a savepoint does
 * not end the transaction and is allowed. Confined to one thread.
 */
final class WorkConnection extends ForwardingConnection {

    WorkConnection(Connection connection) {
        super(connection);
    }

    @Override
    public void commit() throws SQLException {
        throw refused("commit");
    }

    @Override
    public void rollback() throws SQLException {
        throw refused("rollback");
    }

    @Override
    public void close() throws SQLException {
        throw refused("close");
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        throw refused("abort");
    }

    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        throw refused("setAutoCommit");
    }

    private static SQLFeatureNotSupportedException refused(String method) {
        return new SQLFeatureNotSupportedException(
                method + " is not for the work to call: return, or throw an exception", "0A000");
    }
}
