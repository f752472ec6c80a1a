package dev.lifeline.examples.spring;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.IMetricsTracker;
import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.datasource.LifelineDriver;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Sources of connections; the compared services differ in nothing else. */
enum Connections {
    HIKARI(HikariDataSource.class, "jdbc:", ""),
    LIFELINE(LifelineDataSource.class, "jdbc:", ""),
    /** Spring Boot does not know the URL, so that the name of the driver must be set. */
    HIKARI_ON_DRIVER(HikariDataSource.class, "jdbc:lifeline:", LifelineDriver.class.getName());

    private final Class<?> type;
    private final String scheme;
    private final String driver;

    Connections(Class<?> type, String scheme, String driver) {
        this.type = type;
        this.scheme = scheme;
        this.driver = driver;
    }

    /** @param address what follows {@code jdbc:} */
    List<String> properties(String address) {
        List<String> common =
                List.of("--spring.datasource.type=" + type.getName(), "--spring.datasource.url=" + scheme + address);
        return driver.isEmpty()
                ? common
                : List.of(common.get(0), common.get(1), "--spring.datasource.driver-class-name=" + driver);
    }

    /** Counts the connections that HikariCP makes, also in the place of those that it gave up. */
    static BeanPostProcessor counting(AtomicInteger made) {
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
}
