package dev.lifeline.datasource.internal.replay;

import java.sql.Connection;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Settings that the caller made on its connection through JDBC. They are applied to the next server connection.
 * Confined to one thread.
 */
final class CallersSession {
    private static final String SEARCH_PATH = "search_path";
    private static final String ISOLATION = "default_transaction_isolation";
    private static final String APPLICATION_NAME = "application_name";
    private static final String APPLICATION_NAME_OF_JDBC = "ApplicationName";

    private boolean autoCommit = true;
    private @Nullable Integer isolation;
    private @Nullable Boolean readOnly;
    private @Nullable String schema;
    private @Nullable Integer holdability;
    private @Nullable Integer networkTimeout;
    private @Nullable Executor networkExecutor;
    private @Nullable Properties clientInfo;
    private final SessionSetup withSql = new SessionSetup();

    boolean autoCommit() {
        return autoCommit;
    }

    void autoCommit(boolean value) {
        autoCommit = value;
    }

    void isolation(int value) {
        isolation = value;
        withSql.remove(ISOLATION);
    }

    void readOnly(boolean value) {
        readOnly = value;
    }

    boolean isReadOnly() {
        return Boolean.TRUE.equals(readOnly);
    }

    /** Returns whether the caller asked for transactions that refuse writes, through JDBC or with SQL. */
    boolean refusesWrites() {
        return isReadOnly() || withSql.makesReadOnly();
    }

    void schema(@Nullable String value) {
        schema = value;
        withSql.remove(SEARCH_PATH);
    }

    /**
     * Records settings that the caller made with SQL, outside of a transaction.
     *
     * @return false if the text contains anything else
     */
    boolean addSql(String sql) {
        if (!withSql.add(sql)) {
            return false;
        }
        if (withSql.has(SEARCH_PATH)) {
            schema = null;
        }
        if (withSql.has(ISOLATION)) {
            isolation = null;
        }
        if (withSql.has(APPLICATION_NAME) && clientInfo != null) {
            clientInfo.remove(APPLICATION_NAME_OF_JDBC);
        }
        return true;
    }

    SearchPath searchPath() {
        return new SearchPath(schema, withSql.text(SEARCH_PATH));
    }

    /** Records that the server has set a former search path again. */
    void searchPath(SearchPath path) {
        schema(path.schema());
        withSql.restore(SEARCH_PATH, path.sql());
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
        withSql.remove(APPLICATION_NAME);
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
        withSql.remove(APPLICATION_NAME);
    }

    int networkTimeout() {
        return networkTimeout == null ? 0 : networkTimeout;
    }

    @Nullable
    Integer isolation() {
        return isolation;
    }

    /** Forgets the isolation level, because the caller has set the level that each connection has by default. */
    void defaultIsolation() {
        isolation = null;
        withSql.remove(ISOLATION);
    }

    /** Returns whether there are settings that the pool does not reset, or that take a round trip to apply again. */
    boolean isSpecial() {
        return isolation != null || schema != null || holdability != null || clientInfo != null || !withSql.isEmpty();
    }

    /** Makes the settings on a connection of the pool. */
    void applyTo(Connection connection) throws SQLException {
        applyTo(connection, searchPath());
    }

    /** Makes the settings on a connection of the pool, with that search path. */
    void applyTo(Connection connection, SearchPath path) throws SQLException {
        if (networkExecutor != null && networkTimeout() != 0) {
            connection.setNetworkTimeout(networkExecutor, networkTimeout());
        }
        if (isReadOnly()) {
            connection.setReadOnly(true);
        }
        if (isolation != null) {
            connection.setTransactionIsolation(isolation);
        }
        if (path.schema() != null) {
            connection.setSchema(path.schema());
        }
        if (holdability != null) {
            connection.setHoldability(holdability);
        }
        if (clientInfo != null) {
            connection.setClientInfo(clientInfo);
        }
        withSql.applyTo(connection, SEARCH_PATH, path.sql());
        if (!autoCommit) {
            connection.setAutoCommit(false);
        }
    }
}
