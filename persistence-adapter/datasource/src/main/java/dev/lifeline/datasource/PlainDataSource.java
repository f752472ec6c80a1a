package dev.lifeline.datasource;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The part of a {@link DataSource} that is left from {@code DriverManager}, and that Lifeline's data sources have no use for. */
abstract class PlainDataSource implements DataSource, AutoCloseable {

    @Override
    public final @Nullable PrintWriter getLogWriter() {
        return null;
    }

    /** Does nothing: Lifeline logs through {@link System.Logger}. */
    @Override
    public final void setLogWriter(@Nullable PrintWriter writer) {
        // There is no writer to set.
    }

    /** Is refused: the bounds of a login are those of the configuration. */
    @Override
    public final void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("The bounds of a login are those of the configuration", "0A000");
    }

    @Override
    public final int getLoginTimeout() {
        return 0;
    }

    @Override
    public final Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("Lifeline does not use java.util.logging", "0A000");
    }

    /** Ends all connections. */
    @Override
    public abstract void close();
}
