package dev.lifeline.datasource.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Shows why HikariCP's own beans and metrics are unsuitable for pools that replace each other under one name. */
class HikariNamesTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(new PGSimpleDataSource());
        config.setPoolName("generations");
        config.setInitializationFailTimeout(-1);
        config.setMinimumIdle(0);
        config.setRegisterMbeans(true);
        config.setMetricRegistry(registry);
        return new HikariDataSource(config);
    }

    @Test
    void the_end_of_the_replaced_pool_removes_the_beans_and_metrics_of_its_successor()
            throws MalformedObjectNameException {
        ObjectName bean = new ObjectName("com.zaxxer.hikari:type=Pool (generations)");
        HikariDataSource replaced = pool();
        try (HikariDataSource successor = pool()) {
            assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(bean))
                    .isTrue();

            replaced.close();

            assertThat(successor.isRunning()).isTrue();
            assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(bean))
                    .isFalse();
            assertThat(registry.getMeters()).isEmpty();
        }
    }
}
