package dev.lifeline.datasource.internal.pool;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.util.Credentials;
import dev.lifeline.datasource.config.PoolReports;
import java.time.Duration;

/**
 * HikariCP's bean of the settings. Changes take effect on the current pool and on those that replace it; settings that
 * cannot change while the data source is open are refused. Safe for use by several threads.
 */
record PoolConfigBean(PoolGenerations pools, PoolFactory factory, LeakDetector leaks) implements HikariConfigMXBean {

    private HikariConfigMXBean settings() {
        return factory.settings();
    }

    private static UnsupportedOperationException fixed(String property) {
        return new UnsupportedOperationException(
                property + " cannot change while the data source is open: open another one with the new value");
    }

    @Override
    public long getConnectionTimeout() {
        return factory.config().pool().acquireTimeout().toMillis();
    }

    @Override
    public void setConnectionTimeout(long millis) {
        throw fixed("connectionTimeout");
    }

    @Override
    public long getValidationTimeout() {
        return settings().getValidationTimeout();
    }

    @Override
    public void setValidationTimeout(long millis) {
        pools.change(pool -> pool.setValidationTimeout(millis));
    }

    @Override
    public long getIdleTimeout() {
        return settings().getIdleTimeout();
    }

    @Override
    public void setIdleTimeout(long millis) {
        pools.change(pool -> pool.setIdleTimeout(millis));
    }

    @Override
    public long getLeakDetectionThreshold() {
        return leaks.threshold().toMillis();
    }

    @Override
    public void setLeakDetectionThreshold(long millis) {
        leaks.setThreshold(PoolReports.defaults()
                .withLeakThreshold(Duration.ofMillis(millis))
                .leakThreshold());
    }

    @Override
    public long getMaxLifetime() {
        return settings().getMaxLifetime();
    }

    @Override
    public void setMaxLifetime(long millis) {
        pools.change(pool -> pool.setMaxLifetime(millis));
    }

    @Override
    public int getMinimumIdle() {
        return settings().getMinimumIdle();
    }

    @Override
    public void setMinimumIdle(int connectionCount) {
        pools.change(pool -> pool.setMinimumIdle(connectionCount));
    }

    @Override
    public int getMaximumPoolSize() {
        return settings().getMaximumPoolSize();
    }

    @Override
    public void setMaximumPoolSize(int size) {
        throw fixed("maximumPoolSize");
    }

    @Override
    public void setPassword(String password) {
        throw fixed("password");
    }

    @Override
    public void setUsername(String username) {
        throw fixed("username");
    }

    @Override
    public void setCredentials(Credentials credentials) {
        throw fixed("credentials");
    }

    @Override
    public String getPoolName() {
        return settings().getPoolName();
    }

    @Override
    public String getCatalog() {
        return factory.config().url().database();
    }

    @Override
    public void setCatalog(String catalog) {
        throw fixed("catalog");
    }
}
