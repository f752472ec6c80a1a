package dev.lifeline.datasource;

import static java.util.Objects.requireNonNull;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.config.PoolConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LifelineDataSource} as a JavaBean, for frameworks that create a data source from a class name and set its
 * properties, such as {@code spring.datasource.type}. Properties have HikariCP's names where the meaning is equal.
 * The data source opens on the first request for a connection; after that, setting a property throws {@link
 * IllegalStateException}. The owner closes it. Safe for use by several threads.
 */
public final class LifelineBean extends PlainDataSource {
    private String jdbcUrl = "";
    private String username = "";
    private String password = "";
    private PoolConfig pool = PoolConfig.defaults();
    private @Nullable LifelineDataSource opened;

    /** Creates a bean without a URL and credentials; both must be set before the first connection is requested. */
    public LifelineBean() {}

    private synchronized LifelineDataSource source() {
        if (opened == null) {
            opened = LifelineDataSource.open(
                    DatabaseConfig.of(DatabaseUrl.parse(jdbcUrl), DatabaseCredentials.of(username, password))
                            .withPool(pool));
        }
        return opened;
    }

    private void requireClosed() {
        if (opened != null) {
            throw new IllegalStateException("The data source is open: its properties cannot be changed");
        }
    }

    /**
     * Sets the URL, {@code jdbc:postgresql://…}; required. {@link DatabaseUrl#parse} checks it when the data source
     * opens.
     */
    public synchronized void setJdbcUrl(String url) {
        requireClosed();
        jdbcUrl = requireNonNull(url, "jdbcUrl");
    }

    /** Sets the URL; same as {@link #setJdbcUrl}. */
    public void setUrl(String url) {
        setJdbcUrl(url);
    }

    /** Sets the user; required. */
    public synchronized void setUsername(String name) {
        requireClosed();
        username = requireNonNull(name, "username");
    }

    /** Sets the password; empty by default. The password is never logged. */
    public synchronized void setPassword(String secret) {
        requireClosed();
        password = requireNonNull(secret, "password");
    }

    /**
     * Sets the maximum number of connections: 1 to 1000, by default 10.
     *
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if it is out of bounds
     */
    public synchronized void setMaximumPoolSize(int size) {
        requireClosed();
        pool = pool.withMaxSize(size);
    }

    /**
     * Sets how long a caller waits for a connection, in milliseconds: 250 to 600,000, by default 30,000.
     *
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if it is out of bounds
     */
    public synchronized void setConnectionTimeout(long milliseconds) {
        requireClosed();
        pool = pool.withAcquireTimeout(Duration.ofMillis(milliseconds));
    }

    /** Does nothing: the driver is always pgjdbc. Frameworks set this property unconditionally. */
    public void setDriverClassName(String name) {
        requireNonNull(name, "driverClassName");
    }

    @Override
    public Connection getConnection() throws SQLException {
        return source().getConnection();
    }

    @Override
    public Connection getConnection(String user, String secret) throws SQLException {
        return source().getConnection(user, secret);
    }

    /** Closes the data source if it was opened; see {@link LifelineDataSource#close}. */
    @Override
    public synchronized void close() {
        if (opened != null) {
            opened.close();
        }
    }

    /** Returns this bean, or the {@link LifelineDataSource} behind it, which it opens if necessary. */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : source().unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this) || type == LifelineDataSource.class;
    }
}
