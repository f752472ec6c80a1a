package dev.lifeline.datasource;

import static java.util.Objects.requireNonNull;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.config.PoolConfig;
import java.time.Duration;

/**
 * The JavaBean properties of a data source, for frameworks that make it from a class name. They have HikariCP's names where they mean
 * the same. Safe for use by several threads.
 */
abstract class DataSourceProperties extends PlainDataSource {
    private static final PoolConfig DEFAULTS = PoolConfig.defaults();

    private String jdbcUrl = "";
    private String username = "";
    private String password = "";
    private int maximumPoolSize = DEFAULTS.maxSize();
    private Duration connectionTimeout = DEFAULTS.acquireTimeout();
    private Duration idleTimeout = DEFAULTS.idleTimeout();
    private Duration maxLifetime = DEFAULTS.maxLifetime();
    private Duration keepaliveTime = DEFAULTS.keepalive();

    /** Returns whether the data source is open, so that its properties cannot be changed any more. */
    abstract boolean isOpen();

    /** Returns the configuration that the properties make up. */
    final synchronized DatabaseConfig toConfig() {
        return DatabaseConfig.of(DatabaseUrl.parse(jdbcUrl), DatabaseCredentials.of(username, password))
                .withPool(new PoolConfig(maximumPoolSize, connectionTimeout, idleTimeout, maxLifetime, keepaliveTime));
    }

    private synchronized void set(Runnable change) {
        if (isOpen()) {
            throw new IllegalStateException("The data source is open: its properties cannot be changed");
        }
        change.run();
    }

    /** Sets the URL, {@code jdbc:postgresql://…}; required. */
    public void setJdbcUrl(String url) {
        requireNonNull(url, "jdbcUrl");
        set(() -> jdbcUrl = url);
    }

    /** Sets the URL, as {@link #setJdbcUrl} does. */
    public void setUrl(String url) {
        setJdbcUrl(url);
    }

    /** Sets the user; required. */
    public void setUsername(String name) {
        requireNonNull(name, "username");
        set(() -> username = name);
    }

    /** Sets the password; empty by default. It is never logged. */
    public void setPassword(String secret) {
        requireNonNull(secret, "password");
        set(() -> password = secret);
    }

    /** Sets how many connections there may be: 1 to 1000, by default 10. */
    public void setMaximumPoolSize(int size) {
        set(() -> maximumPoolSize = size);
    }

    /** Sets how long a caller waits for a connection, in milliseconds: 250 to 600,000, by default 30,000. */
    public void setConnectionTimeout(long milliseconds) {
        set(() -> connectionTimeout = Duration.ofMillis(milliseconds));
    }

    /** Sets after which time an unneeded connection is closed, in milliseconds; see {@link PoolConfig#idleTimeout}. */
    public void setIdleTimeout(long milliseconds) {
        set(() -> idleTimeout = Duration.ofMillis(milliseconds));
    }

    /** Sets after which time a connection is replaced, in milliseconds; see {@link PoolConfig#maxLifetime}. */
    public void setMaxLifetime(long milliseconds) {
        set(() -> maxLifetime = Duration.ofMillis(milliseconds));
    }

    /** Sets after which time an idle connection is probed, in milliseconds; see {@link PoolConfig#keepalive}. */
    public void setKeepaliveTime(long milliseconds) {
        set(() -> keepaliveTime = Duration.ofMillis(milliseconds));
    }

    /** Does nothing: the driver is pgjdbc. Frameworks set this property unasked. */
    public void setDriverClassName(String name) {
        requireNonNull(name, "driverClassName");
    }
}
