package dev.lifeline.datasource;

import static java.util.Objects.requireNonNull;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.IsolationLevel;
import dev.lifeline.datasource.config.PasswordSource;
import dev.lifeline.datasource.config.PoolConfig;
import dev.lifeline.datasource.config.PoolReports;
import dev.lifeline.datasource.config.SessionConfig;
import dev.lifeline.domain.settings.InvalidSettingsException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The JavaBean properties of a data source, for frameworks that make it from a class name. Properties with the same
 * meaning as in HikariCP have the same names and units; the defaults are Lifeline's. The properties cannot be changed
 * after the first use. Safe for use by several threads.
 */
abstract class DataSourceProperties extends RefusedProperties {
    private final BeanProperties settings = new BeanProperties();

    /** Returns whether the data source is open, so that its properties cannot be changed any more. */
    abstract boolean isOpen();

    /** Returns the configuration that the properties make up. */
    final synchronized DatabaseConfig toConfig() {
        return settings.toConfig();
    }

    /** Returns how long the opening may wait for a first connection; 0 if it does not wait. */
    final synchronized Duration initialWait() {
        return settings.initialWait;
    }

    /** Returns how long a caller is to wait for a connection. */
    final synchronized Duration connectionTimeout() {
        return settings.connectionTimeout;
    }

    private synchronized void set(Consumer<BeanProperties> change) {
        if (isOpen()) {
            throw new IllegalStateException("The data source is open: its properties cannot be changed");
        }
        change.accept(settings);
    }

    /** Sets the URL, {@code jdbc:postgresql://…}; required. */
    public void setJdbcUrl(String url) {
        requireNonNull(url, "jdbcUrl");
        set(bean -> bean.jdbcUrl = url);
    }

    /** Sets the URL, as {@link #setJdbcUrl} does. */
    public void setUrl(String url) {
        setJdbcUrl(url);
    }

    /** Sets the user; required unless the URL names it. */
    public void setUsername(String name) {
        requireNonNull(name, "username");
        set(bean -> bean.username = name);
    }

    /** Sets the password; by default that of the URL, or none. It is never logged. */
    public void setPassword(String secret) {
        requireNonNull(secret, "password");
        setPasswordSource(PasswordSource.fixed(secret));
    }

    /** Sets a file that contains the password, which is read for each login; see {@link PasswordSource#file}. */
    public void setPasswordFile(String file) {
        setPasswordSource(PasswordSource.file(Path.of(file)));
    }

    /** Sets a source of the password, which is read for each login. */
    public void setPasswordSource(PasswordSource source) {
        requireNonNull(source, "passwordSource");
        set(bean -> bean.password = source);
    }

    /** Sets how many connections there may be: 1 to 1000, by default 10. */
    public void setMaximumPoolSize(int size) {
        set(bean -> bean.maximumPoolSize = size);
    }

    /** Sets how many idle connections are kept: 0 to the maximum, by default 2 (HikariCP: all). */
    public void setMinimumIdle(int size) {
        set(bean -> bean.minimumIdle = size);
    }

    /** Sets how long a caller waits for a connection, in milliseconds: 250 to 600,000, by default 30,000. */
    public void setConnectionTimeout(long milliseconds) {
        set(bean -> bean.connectionTimeout = Duration.ofMillis(milliseconds));
    }

    /**
     * Sets how long the check of an idle connection may take, in milliseconds; see {@link
     * PoolConfig#validationTimeout}.
     */
    public void setValidationTimeout(long milliseconds) {
        set(bean -> bean.validationTimeout = Duration.ofMillis(milliseconds));
    }

    /** Sets after which time an unneeded connection is closed, in milliseconds; see {@link PoolConfig#idleTimeout}. */
    public void setIdleTimeout(long milliseconds) {
        set(bean -> bean.idleTimeout = Duration.ofMillis(milliseconds));
    }

    /** Sets after which time a connection is replaced, in milliseconds; see {@link PoolConfig#maxLifetime}. */
    public void setMaxLifetime(long milliseconds) {
        set(bean -> bean.maxLifetime = Duration.ofMillis(milliseconds));
    }

    /** Sets after which time an idle connection is probed, in milliseconds; see {@link PoolConfig#keepalive}. */
    public void setKeepaliveTime(long milliseconds) {
        set(bean -> bean.keepaliveTime = Duration.ofMillis(milliseconds));
    }

    /** Sets whether borrowed connections are in autocommit mode; by default yes. */
    public void setAutoCommit(boolean autoCommit) {
        set(bean -> bean.autoCommit = autoCommit);
    }

    /** Sets whether borrowed connections are read-only; by default no. */
    public void setReadOnly(boolean readOnly) {
        set(bean -> bean.readOnly = readOnly);
    }

    /** Sets the isolation level, such as {@code TRANSACTION_SERIALIZABLE}; by default that of the server. */
    public void setTransactionIsolation(String level) {
        IsolationLevel named = IsolationLevel.named(level);
        set(bean -> bean.isolation = named);
    }

    /** Sets the schema that unqualified names refer to; see {@link SessionConfig#schema}. */
    public void setSchema(String schema) {
        requireNonNull(schema, "schema");
        set(bean -> bean.schema = schema);
    }

    /** Sets the database, which must be that of the URL: a connection to PostgreSQL cannot change to another one. */
    public void setCatalog(String catalog) {
        requireNonNull(catalog, "catalog");
        set(bean -> bean.catalog = catalog);
    }

    /** Sets statements that each new connection begins with; see {@link SessionConfig#initSql}. */
    public void setConnectionInitSql(String sql) {
        requireNonNull(sql, "connectionInitSql");
        set(bean -> bean.initSql = sql);
    }

    /** Sets the query that checks an idle connection; by default the driver checks it, which is quicker. */
    public void setConnectionTestQuery(String sql) {
        requireNonNull(sql, "connectionTestQuery");
        set(bean -> bean.testQuery = sql);
    }

    /**
     * Sets for how long the opening waits for a first connection before it fails, in milliseconds; a positive value
     * means at least 2 s. With 0 or less, the default, the data source opens even if the database is down.
     */
    public void setInitializationFailTimeout(long milliseconds) {
        set(bean -> bean.initialWait = Duration.ofMillis(Math.max(0, milliseconds)));
    }

    /**
     * Sets after which time a borrowed connection is reported as a possible leak, in milliseconds: at least 2,000, or
     * 0, the default, for never.
     */
    public void setLeakDetectionThreshold(long milliseconds) {
        setReports(reports -> reports.withLeakThreshold(Duration.ofMillis(milliseconds)));
    }

    /** Sets the name of the pool in logs, threads, metrics and JMX; see {@link PoolReports#name}. */
    public void setPoolName(String name) {
        requireNonNull(name, "poolName");
        setReports(reports -> reports.withName(name));
    }

    /** Sets whether HikariCP's JMX beans are registered; by default no. */
    public void setRegisterMbeans(boolean register) {
        setReports(reports -> reports.withMbeans(register));
    }

    /** Sets the registry of Micrometer or Dropwizard that gets HikariCP's metrics; by default none. */
    public void setMetricRegistry(Object registry) {
        requireNonNull(registry, "metricRegistry");
        setReports(reports -> reports.withMetricRegistry(registry));
    }

    /** Sets parameters of the driver, as in the URL; they take precedence over those of the URL. */
    public void setDataSourceProperties(Properties properties) {
        requireNonNull(properties, "dataSourceProperties");
        properties.stringPropertyNames().forEach(name -> addDataSourceProperty(name, properties.getProperty(name)));
    }

    /** Sets one parameter of the driver, as in the URL. */
    public void addDataSourceProperty(String name, Object value) {
        String text = String.valueOf(requireNonNull(value, "value"));
        switch (name) {
            case "user" -> setUsername(text);
            case "password" -> setPassword(text);
            default -> set(bean -> bean.driverProperties.put(name, text));
        }
    }

    private void setReports(UnaryOperator<PoolReports> change) {
        set(bean -> bean.reports = change.apply(bean.reports));
    }

    /**
     * Sets how long a caller waits for a connection, as {@link #setConnectionTimeout} does; 0 means the default.
     *
     * @throws SQLException if the data source is open
     */
    @Override
    public final void setLoginTimeout(int seconds) throws SQLException {
        try {
            setConnectionTimeout(
                    seconds == 0 ? PoolConfig.defaults().acquireTimeout().toMillis() : seconds * 1_000L);
        } catch (IllegalStateException e) {
            throw new SQLException(e.getMessage(), "HY000", e);
        }
    }

    /** For messages about a property as a whole. */
    static InvalidSettingsException invalid(String problem) {
        return new InvalidSettingsException(List.of(problem));
    }
}
