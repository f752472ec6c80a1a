package dev.lifeline.datasource.fault;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.IMetricsTracker;
import dev.lifeline.datasource.LifelineDriver;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;

/** Pools that an application keeps above the driver. Each of them verifies a connection before it returns it. */
enum PoolAbove {
    HIKARI {
        @Override
        Opened open(String url, String user) {
            AtomicInteger created = new AtomicInteger();
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(url);
            config.setUsername(user);
            config.setMetricsTrackerFactory((name, numbers) -> new IMetricsTracker() {
                @Override
                public void recordConnectionCreatedMillis(long millis) {
                    created.incrementAndGet();
                }
            });
            HikariDataSource source = new HikariDataSource(config);
            return new Opened(source, source, created::get);
        }
    },
    AGROAL {
        @Override
        Opened open(String url, String user) throws SQLException {
            AgroalDataSource source = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .metricsEnabled()
                    .connectionPoolConfiguration(pool -> pool.maxSize(SIZE)
                            .acquisitionTimeout(Duration.ofSeconds(30))
                            .validateOnBorrow(true)
                            .connectionValidator(ConnectionValidator.defaultValidator())
                            .exceptionSorter(new PostgreSQLExceptionSorter())
                            .connectionFactoryConfiguration(
                                    driver -> driver.jdbcUrl(url).principal(new NamePrincipal(user)))));
            return new Opened(source, source, () -> source.getMetrics().creationCount());
        }
    },
    /** Tomcat's pool, with the interceptors that its documentation recommends. */
    TOMCAT {
        @Override
        Opened open(String url, String user) {
            PoolProperties config = new PoolProperties();
            config.setDriverClassName(LifelineDriver.class.getName());
            config.setUrl(url);
            config.setUsername(user);
            config.setMaxActive(SIZE);
            config.setMaxIdle(SIZE);
            config.setTestOnBorrow(true);
            config.setValidationInterval(0);
            config.setJdbcInterceptors("ConnectionState;StatementFinalizer");
            config.setJmxEnabled(false);
            var source = new org.apache.tomcat.jdbc.pool.DataSource(config);
            return new Opened(
                    source,
                    source::close,
                    () -> source.getPool().getCreatedCount() + source.getPool().getReconnectedCount());
        }
    },
    DBCP {
        @Override
        Opened open(String url, String user) {
            CountingDbcp source = new CountingDbcp();
            source.setUrl(url);
            source.setUsername(user);
            source.setMaxTotal(SIZE);
            return new Opened(source, source, source::created);
        }
    };

    static final int SIZE = 10;

    abstract Opened open(String url, String user) throws SQLException;

    /** @param created number of connections that the pool has made */
    record Opened(DataSource source, AutoCloseable pool, LongSupplier created) {}

    private static final class CountingDbcp extends BasicDataSource {
        long created() {
            return getConnectionPool().getCreatedCount();
        }
    }
}
