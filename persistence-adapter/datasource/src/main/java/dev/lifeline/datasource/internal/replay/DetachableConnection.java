package dev.lifeline.datasource.internal.replay;

import dev.lifeline.datasource.internal.jdbc.ForwardingConnection;
import java.sql.Connection;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Savepoint;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a connection that has a server connection only at times. Settings that cost nothing are kept here and
 * made on the server connection when there is one. Confined to one thread at a time.
 */
abstract class DetachableConnection extends ForwardingConnection {
    /** Settings of the caller, which outlast each server connection. */
    final CallersSession settings = new CallersSession();

    /** Returns the connection to the server; null if there is none now. */
    abstract @Nullable ReplayingConnection present();

    abstract void requireOpen() throws SQLException;

    /** Gives the server connection back unless the caller needs it. */
    abstract void releaseIfIdle();

    /** Uses a server connection, and gives it back unless the caller needs it. */
    abstract <T> T use(ReplayedTransaction.Use<T> use) throws SQLException;

    abstract LogicalContext context();

    final void change(ReplayedTransaction.Action action) throws SQLException {
        Object unused = use(connection -> {
            action.on(connection);
            return action;
        });
    }

    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        requireOpen();
        if (present() == null) {
            settings.autoCommit(autoCommit);
        } else {
            change(connection -> connection.setAutoCommit(autoCommit));
        }
    }

    @Override
    public boolean getAutoCommit() throws SQLException {
        requireOpen();
        return settings.autoCommit();
    }

    @Override
    public void setReadOnly(boolean readOnly) throws SQLException {
        requireOpen();
        if (present() == null) {
            settings.readOnly(readOnly);
        } else {
            change(connection -> connection.setReadOnly(readOnly));
        }
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        requireOpen();
        return settings.isReadOnly();
    }

    @Override
    public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
        requireOpen();
        if (present() == null && milliseconds >= 0) {
            settings.networkTimeout(executor, milliseconds);
        } else {
            change(connection -> connection.setNetworkTimeout(executor, milliseconds));
        }
    }

    @Override
    public int getNetworkTimeout() throws SQLException {
        requireOpen();
        return settings.networkTimeout();
    }

    /**
     * Keeps the server connection until the isolation level is the default again, because setting the level takes a
     * round trip.
     */
    @Override
    public void setTransactionIsolation(int level) throws SQLException {
        int byDefault = defaultIsolation();
        if (present() == null && level == byDefault) {
            return;
        }
        try {
            target().setTransactionIsolation(level);
            if (level == byDefault) {
                settings.defaultIsolation();
            }
        } finally {
            releaseIfIdle();
        }
    }

    @Override
    public int getTransactionIsolation() throws SQLException {
        return present() == null ? defaultIsolation() : present().getTransactionIsolation();
    }

    private int defaultIsolation() throws SQLException {
        requireOpen();
        if (context().defaultIsolation().get() < 0) {
            Object unused = use(connection -> connection); // learns it
        }
        return context().defaultIsolation().get();
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        requireOpen();
        return present() == null ? null : use(Connection::getWarnings);
    }

    @Override
    public void clearWarnings() throws SQLException {
        requireOpen();
        if (present() != null) {
            change(Connection::clearWarnings);
        }
    }

    @Override
    public void setSchema(String schema) throws SQLException {
        change(connection -> connection.setSchema(schema));
    }

    @Override
    public String getSchema() throws SQLException {
        return use(Connection::getSchema);
    }

    @Override
    public void setCatalog(String catalog) throws SQLException {
        change(connection -> connection.setCatalog(catalog));
    }

    @Override
    public String getCatalog() throws SQLException {
        return use(Connection::getCatalog);
    }

    @Override
    public void setHoldability(int holdability) throws SQLException {
        change(connection -> connection.setHoldability(holdability));
    }

    @Override
    public int getHoldability() throws SQLException {
        return use(Connection::getHoldability);
    }

    @Override
    public Map<String, Class<?>> getTypeMap() throws SQLException {
        return use(Connection::getTypeMap);
    }

    @Override
    public void setClientInfo(String name, String value) throws SQLClientInfoException {
        super.setClientInfo(name, value);
        releaseIfIdle();
    }

    @Override
    public void setClientInfo(Properties info) throws SQLClientInfoException {
        super.setClientInfo(info);
        releaseIfIdle();
    }

    @Override
    public String getClientInfo(String name) throws SQLException {
        return use(connection -> connection.getClientInfo(name));
    }

    @Override
    public Properties getClientInfo() throws SQLException {
        return use(Connection::getClientInfo);
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        return use(Connection::setSavepoint);
    }

    @Override
    public Savepoint setSavepoint(String name) throws SQLException {
        return use(connection -> connection.setSavepoint(name));
    }
}
