package dev.lifeline.datasource.internal.pool;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Base of data sources: implements the methods of {@link DataSource} that stem from {@code DriverManager} and do not
 * apply here.
 */
public abstract class ConnectionSource implements DataSource {

    /** Constructor for subclasses. */
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

    /** Not supported: logging goes through {@link System.Logger}. */
    @Override
    public final void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("there is no log writer");
    }

    /** Returns 0: the timeouts are part of the settings. */
    @Override
    public int getLoginTimeout() {
        return 0;
    }

    /** Without effect: the timeouts are part of the settings. HikariCP calls this method. */
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
