package dev.lifeline.datasource.internal.replay;

import dev.lifeline.datasource.internal.jdbc.ForwardingConnection;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Struct;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Calls on a connection that neither execute a statement of the caller nor change the session. Some of them query the
 * server, and all of them fail on a connection that the driver has closed, so they are repeated on another server
 * connection after a loss. Confined to one thread.
 */
abstract class RepeatedConnectionCalls extends ForwardingConnection {

    RepeatedConnectionCalls(Connection target) {
        super(target);
    }

    /** Uses the server connection; repeats that on another one if the connection was lost. */
    abstract <T> T onConnection(ReplayedTransaction.Use<T> use) throws SQLException;

    private void run(ReplayedTransaction.Action action) throws SQLException {
        Object unused = onConnection(connection -> {
            action.on(connection);
            return action;
        });
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        return onConnection(Connection::isReadOnly);
    }

    @Override
    public int getTransactionIsolation() throws SQLException {
        return onConnection(Connection::getTransactionIsolation);
    }

    @Override
    public String getSchema() throws SQLException {
        return onConnection(Connection::getSchema);
    }

    @Override
    public String getCatalog() throws SQLException {
        return onConnection(Connection::getCatalog);
    }

    @Override
    public void setCatalog(String catalog) throws SQLException {
        run(connection -> connection.setCatalog(catalog));
    }

    @Override
    public int getHoldability() throws SQLException {
        return onConnection(Connection::getHoldability);
    }

    @Override
    public int getNetworkTimeout() throws SQLException {
        return onConnection(Connection::getNetworkTimeout);
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        return onConnection(Connection::getWarnings);
    }

    @Override
    public void clearWarnings() throws SQLException {
        run(Connection::clearWarnings);
    }

    @Override
    public Properties getClientInfo() throws SQLException {
        return onConnection(Connection::getClientInfo);
    }

    @Override
    public String getClientInfo(String name) throws SQLException {
        return onConnection(connection -> connection.getClientInfo(name));
    }

    @Override
    public Map<String, Class<?>> getTypeMap() throws SQLException {
        return onConnection(Connection::getTypeMap);
    }

    @Override
    public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
        run(connection -> connection.setTypeMap(map));
    }

    @Override
    public String nativeSQL(String sql) throws SQLException {
        return onConnection(connection -> connection.nativeSQL(sql));
    }

    @Override
    public Array createArrayOf(String typeName, Object[] elements) throws SQLException {
        return onConnection(connection -> connection.createArrayOf(typeName, elements));
    }

    @Override
    public Struct createStruct(String typeName, Object[] attributes) throws SQLException {
        return onConnection(connection -> connection.createStruct(typeName, attributes));
    }

    @Override
    public SQLXML createSQLXML() throws SQLException {
        return onConnection(Connection::createSQLXML);
    }
}
