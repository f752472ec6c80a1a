package dev.lifeline.datasource.internal.replay;

import java.sql.Connection;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Settings that the caller made on its connection through JDBC, for the next connection. Confined to one thread. */
final class CallersSession {
    private boolean autoCommit = true;
    private @Nullable Integer isolation;
    private @Nullable Boolean readOnly;
    private @Nullable String schema;
    private @Nullable Integer holdability;
    private @Nullable Integer networkTimeout;
    private @Nullable Executor networkExecutor;
    private @Nullable Properties clientInfo;

    boolean autoCommit() {
        return autoCommit;
    }

    void autoCommit(boolean value) {
        autoCommit = value;
    }

    void isolation(int value) {
        isolation = value;
    }

    void readOnly(boolean value) {
        readOnly = value;
    }

    boolean isReadOnly() {
        return Boolean.TRUE.equals(readOnly);
    }

    void schema(String value) {
        schema = value;
    }

    void holdability(int value) {
        holdability = value;
    }

    void networkTimeout(Executor executor, int value) {
        networkExecutor = executor;
        networkTimeout = value;
    }

    boolean hasNetworkTimeout() {
        return networkTimeout != null && networkTimeout > 0;
    }

    void clientInfo(String name, String value) throws SQLClientInfoException {
        if (clientInfo == null) {
            clientInfo = new Properties();
        }
        if (value == null) {
            clientInfo.remove(name);
        } else {
            clientInfo.setProperty(name, value);
        }
    }

    void clientInfo(Properties values) {
        Properties copy = new Properties();
        copy.putAll(values);
        clientInfo = copy;
    }

    void applyTo(Connection connection) throws SQLException {
        if (networkTimeout != null && networkExecutor != null) {
            connection.setNetworkTimeout(networkExecutor, networkTimeout);
        }
        if (readOnly != null) {
            connection.setReadOnly(readOnly);
        }
        if (isolation != null) {
            connection.setTransactionIsolation(isolation);
        }
        if (schema != null) {
            connection.setSchema(schema);
        }
        if (holdability != null) {
            connection.setHoldability(holdability);
        }
        if (clientInfo != null) {
            connection.setClientInfo(clientInfo);
        }
        if (!autoCommit) {
            connection.setAutoCommit(false);
        }
    }
}
