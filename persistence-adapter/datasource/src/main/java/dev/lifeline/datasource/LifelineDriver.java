package dev.lifeline.datasource;

import dev.lifeline.datasource.internal.driver.DriverParameters;
import dev.lifeline.domain.settings.InvalidSettingsException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * JDBC driver for URLs of the form {@code jdbc:lifeline:postgresql://host:port/database?parameters}, for applications
 * with a pool that cannot be replaced. Its connections survive the loss of their server connection, as those of {@link
 * LifelineDataSource} do, so that the pool above never finds a broken one. They hold a server connection only for a
 * transaction, an open statement, or a session that SQL has changed. All connections with the same URL, user and
 * parameters share one engine, which is closed some seconds after the last of them. {@code DriverManager} finds the
 * driver by itself; its class name is for configurations that need one. Safe for use by several threads.
 *
 * <p>Parameters of Lifeline, beside those of the PostgreSQL driver, in the URL or in the properties: {@code
 * lifeline.maximumPoolSize}, the maximum number of connections to the server, 1 to 1000, by default as many as there
 * are connections of the driver; {@code lifeline.connectionTimeout}, the longest wait for a connection to the server
 * and for a recovery, 250 ms to 10 min, by default 30,000 ms; {@code lifeline.commitOutcome}, whether the outcome of a
 * COMMIT with a lost response is determined, by default true; {@code lifeline.keepSession}, whether a connection keeps
 * one server connection until it is closed, by default false; {@code lifeline.linger}, the time between the close of
 * the last connection and the end of the engine, at most 10 min, by default 5,000 ms.
 */
public final class LifelineDriver implements Driver {
    /** Shared by all instances, since each pool may make one. */
    private static final SharedEngines ENGINES = new SharedEngines();

    private static final String INVALID_VALUE = "22023";

    static {
        register();
    }

    /** Creates a driver. The instances share their engines. */
    public LifelineDriver() {}

    private static void register() {
        try {
            DriverManager.registerDriver(new LifelineDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Returns whether the URL begins with {@code jdbc:lifeline:postgresql:}. */
    @Override
    public boolean acceptsURL(String url) {
        return DriverUrl.isAccepted(url);
    }

    /**
     * Returns a connection; null if the URL is that of another driver. Waits for the end of an outage, for at most
     * {@code lifeline.connectionTimeout} and the login timeout of {@code DriverManager}. The caller closes the
     * connection.
     *
     * @throws SQLException with 22023 if a parameter is unknown or invalid; with 28P01 or 28000 if the password is
     *     wrong; if the database cannot be used in time
     */
    @Override
    public @Nullable Connection connect(String url, @Nullable Properties properties) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        DriverSettings settings = parse(url, properties);
        return ENGINES.connect(settings, limit(settings));
    }

    private static Duration limit(DriverSettings settings) {
        int seconds = DriverManager.getLoginTimeout();
        Duration ours = settings.connectionTimeout();
        return seconds > 0 && Duration.ofSeconds(seconds).compareTo(ours) < 0 ? Duration.ofSeconds(seconds) : ours;
    }

    private static DriverSettings parse(String url, @Nullable Properties properties) throws SQLException {
        try {
            return DriverUrl.parse(url, properties == null ? new Properties() : properties);
        } catch (InvalidSettingsException e) {
            throw new SQLException(String.valueOf(e.getMessage()).replace("database.url", "the URL"), INVALID_VALUE, e);
        }
    }

    /** Returns Lifeline's parameters and those of the PostgreSQL driver. */
    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, @Nullable Properties properties) throws SQLException {
        if (!acceptsURL(url)) {
            return new DriverPropertyInfo[0];
        }
        List<DriverPropertyInfo> all = new ArrayList<>();
        DriverUrl.DEFAULTS.forEach((name, byDefault) -> all.add(new DriverPropertyInfo(name, byDefault)));
        Properties known = properties == null ? new Properties() : properties;
        all.addAll(DriverParameters.described(DriverUrl.ofPostgres(url), known));
        return all.toArray(new DriverPropertyInfo[0]);
    }

    /** Returns 0. */
    @Override
    public int getMajorVersion() {
        return 0;
    }

    /** Returns 1. */
    @Override
    public int getMinorVersion() {
        return 1;
    }

    /** Returns false, as the PostgreSQL driver does. */
    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    /** Always throws: Lifeline logs through {@link System.Logger}. */
    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("Lifeline does not use java.util.logging", "0A000");
    }
}
