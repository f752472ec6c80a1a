package dev.lifeline.datasource;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Implementation of the {@link DataSource} methods that stem from {@code DriverManager} and do not apply to Lifeline.
 */
abstract class PlainDataSource implements DataSource, AutoCloseable {

    @Override
    public final @Nullable PrintWriter getLogWriter() {
        return null;
    }

    /** Throws unless the writer is null: Lifeline logs through {@link System.Logger}. */
    @Override
    public final void setLogWriter(@Nullable PrintWriter writer) throws SQLException {
        if (writer != null) {
            throw new SQLFeatureNotSupportedException("Lifeline logs through System.Logger", "0A000");
        }
    }

    @Override
    public final Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("Lifeline does not use java.util.logging", "0A000");
    }

    @Override
    public final <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("Lifeline's data source does not implement " + type.getName(), "0A000");
    }

    @Override
    public final boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    /** Closes all connections. */
    @Override
    public abstract void close();
}
