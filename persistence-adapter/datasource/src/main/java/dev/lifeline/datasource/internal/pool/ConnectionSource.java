package dev.lifeline.datasource.internal.pool;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A {@link DataSource} reduced to what it is for. The rest of that interface is a relic of {@code DriverManager}: what can
 * be said of it is said here, once.
 */
public abstract class ConnectionSource implements DataSource {

    /** For subclasses. */
    protected ConnectionSource() {}

    @Override
    public abstract Connection getConnection() throws SQLException;

    /** Not supported: the credentials are part of the settings. */
    @Override
    public final Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the credentials are part of the settings");
    }

    @Override
    public final @Nullable PrintWriter getLogWriter() {
        return null;
    }

    /** Not supported: there is no log writer. */
    @Override
    public final void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("there is no log writer");
    }

    /** 0: the bounds are part of the settings. */
    @Override
    public int getLoginTimeout() {
        return 0;
    }

    /** Without effect: the bounds are part of the settings. HikariCP calls it all the same. */
    @Override
    public final void setLoginTimeout(int seconds) {}

    /** Not supported: logging goes through {@link System.Logger}. */
    @Override
    public final Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("logging goes through System.Logger");
    }

    @Override
    public final <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("not a wrapper for " + type.getName());
    }

    @Override
    public final boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
