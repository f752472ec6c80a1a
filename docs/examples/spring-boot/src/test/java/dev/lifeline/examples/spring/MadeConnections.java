package dev.lifeline.examples.spring;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.IMetricsTracker;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Number of connections that the pool of a service has made, including replacements. */
final class MadeConnections {
    private volatile LongSupplier count = () -> 0;

    long count() {
        return count.getAsLong();
    }

    /** Prepares a service: counts the connections of its HikariCP, or makes Agroal its pool. */
    void initialize(ConfigurableApplicationContext context, Connections connections, String url, String user) {
        if (connections.isAgroal()) {
            ((GenericApplicationContext) context).registerBean("dataSource", DataSource.class, () -> agroal(url, user));
        } else {
            context.getBeanFactory().addBeanPostProcessor(ofHikari());
        }
    }

    private BeanPostProcessor ofHikari() {
        AtomicInteger made = new AtomicInteger();
        count = made::get;
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool) {
                    pool.setMetricsTrackerFactory((poolName, numbers) -> new IMetricsTracker() {
                        @Override
                        public void recordConnectionCreatedMillis(long millis) {
                            made.incrementAndGet();
                        }
                    });
                }
                return bean;
            }
        };
    }

    /** Creates Agroal's pool with the settings that Quarkus makes, and with HikariCP's size and time limit. */
    private AgroalDataSource agroal(String url, String user) {
        try {
            AgroalDataSource pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .metricsEnabled()
                    .connectionPoolConfiguration(settings -> settings.maxSize(10)
                            .acquisitionTimeout(Duration.ofSeconds(30))
                            .exceptionSorter(new PostgreSQLExceptionSorter())
                            .connectionFactoryConfiguration(
                                    driver -> driver.jdbcUrl(url).principal(new NamePrincipal(user)))));
            count = () -> pool.getMetrics().creationCount();
            return pool;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
