package dev.lifeline.datasource;

import dev.lifeline.domain.settings.InvalidSettingsException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;

/**
 * Properties of HikariCP that have no meaning here. Frameworks ignore a property without a setter, so each of these
 * fails with a message that says what to use instead. All of them throw {@link InvalidSettingsException}.
 */
abstract class RefusedProperties extends PlainDataSource {
    private static final String DRIVER = "org.postgresql.Driver";

    private static InvalidSettingsException refused(String property, String instead) {
        return new InvalidSettingsException(List.of(property + " cannot be used with Lifeline: " + instead));
    }

    /**
     * Accepts {@code org.postgresql.Driver}, which frameworks set by default.
     *
     * @throws InvalidSettingsException for another driver
     */
    public void setDriverClassName(String name) {
        if (!DRIVER.equals(name)) {
            throw refused("driverClassName", "its driver is " + DRIVER + ". " + insteadOf(name));
        }
    }

    private static String insteadOf(String driver) {
        String known = driver.toLowerCase(Locale.ROOT);
        if (known.contains("testcontainers")) {
            return "Start the container in the test, and use the URL from its getJdbcUrl()";
        }
        if (known.contains("p6spy") || known.contains("opentelemetry") || known.contains("log4jdbc")) {
            return "Remove driverClassName and the wrapper's part of the URL, and wrap the data source with that "
                    + "library";
        }
        return "Remove driverClassName";
    }

    /** Always throws: the URL names the database. */
    public void setDataSourceClassName(String name) {
        throw refused("dataSourceClassName", "set jdbcUrl, and the driver's properties with dataSourceProperties");
    }

    /** Always throws: connections are made by Lifeline itself. */
    public void setDataSource(DataSource source) {
        throw refused("dataSource", "set jdbcUrl; wrap Lifeline's data source instead of wrapping another one with it");
    }

    /** Always throws: connections are made by Lifeline itself. */
    public void setDataSourceJNDI(String name) {
        throw refused(
                "dataSourceJNDI",
                "set jdbcUrl; dev.lifeline.datasource.LifelineObjectFactory makes a data source"
                        + " from a JNDI reference");
    }

    /** Always throws: Lifeline decides which failures close a connection. */
    public void setExceptionOverrideClassName(String name) {
        throw refused(
                "exceptionOverrideClassName",
                "remove it; Lifeline decides by SQLSTATE which failures close a connection");
    }

    /** Always throws: see {@link LifelineDataSource#setPasswordSource}. */
    public void setCredentialsProviderClassName(String name) {
        throw refused(
                "credentialsProviderClassName",
                "call setPasswordSource, or set passwordFile; both are read for each login");
    }

    /** Throws unless false: callers wait through an outage without a suspension of the pool. */
    public void setAllowPoolSuspension(boolean allow) {
        if (allow) {
            throw refused("allowPoolSuspension", "remove it; callers wait through an outage by themselves");
        }
    }

    /** Throws unless true: internal queries never run in a caller's transaction. */
    public void setIsolateInternalQueries(boolean isolate) {
        if (!isolate) {
            throw refused("isolateInternalQueries=false", "remove it; internal queries are always isolated");
        }
    }

    /** Always throws: see {@link LifelineDataSource#health}. */
    public void setHealthCheckRegistry(Object registry) {
        throw refused("healthCheckRegistry", "register a check that calls health() or check() of the data source");
    }

    /** Always throws: see {@link LifelineDataSource#health}. */
    public void setHealthCheckProperties(Properties properties) {
        throw refused("healthCheckProperties", "call health() or check() of the data source");
    }

    /** Always throws: see {@link LifelineDataSource#health}. */
    public void addHealthCheckProperty(String name, String value) {
        throw refused("healthCheckProperties", "call health() or check() of the data source");
    }

    /** Always throws: the threads are Lifeline's. */
    public void setThreadFactory(ThreadFactory factory) {
        throw refused("threadFactory", "remove it; Lifeline's threads are daemons and are named after poolName");
    }

    /** Always throws: the threads are Lifeline's. */
    public void setScheduledExecutor(ScheduledExecutorService executor) {
        throw refused("scheduledExecutor", "remove it; Lifeline uses threads of its own");
    }
}
