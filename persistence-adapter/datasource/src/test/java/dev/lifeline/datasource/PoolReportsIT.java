package dev.lifeline.datasource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.testing.Leftovers;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.testing.log.LogCapture;
import dev.lifeline.testing.postgres.PostgresServer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** HikariCP's JMX beans and metrics, names, leaks, and the end of a data source. */
class PoolReportsIT {
    private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();

    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
    }

    @AfterAll
    static void stop() {
        server.close();
        Leftovers.assertNoThreads();
    }

    private static LifelineDataSource bean(String name) {
        LifelineDataSource bean = new LifelineDataSource();
        bean.setJdbcUrl(server.jdbcUrl());
        bean.setUsername(server.username());
        bean.setPoolName(name);
        bean.setRegisterMbeans(true);
        return bean;
    }

    private static ObjectName pool(String name) throws JMException {
        return new ObjectName("com.zaxxer.hikari:type=Pool (" + name + ")");
    }

    private static ObjectName config(String name) throws JMException {
        return new ObjectName("com.zaxxer.hikari:type=PoolConfig (" + name + ")");
    }

    @Test
    void the_beans_of_hikari_survive_the_replacement_of_the_pool() throws Exception {
        try (LifelineDataSource source = bean("orders")) {
            try (Connection first = source.getConnection()) {
                assertThat(first.isValid(5)).isTrue();
                assertThat(BEANS.getAttribute(pool("orders"), "ActiveConnections"))
                        .isEqualTo(1);
            }
            assertThat(BEANS.getAttribute(config("orders"), "MaximumPoolSize")).isEqualTo(10);
            assertThat(BEANS.getAttribute(config("orders"), "ConnectionTimeout"))
                    .isEqualTo(30_000L);
            BEANS.setAttribute(config("orders"), new Attribute("MinimumIdle", 3));

            assertThat(source.reconnect().isHealthy()).isTrue();
            assertThat(source.health().generation()).isGreaterThan(1);

            await().untilAsserted(() -> assertThat(BEANS.getAttribute(pool("orders"), "IdleConnections"))
                    .isEqualTo(3));
            assertThat(BEANS.getAttribute(config("orders"), "MinimumIdle")).isEqualTo(3);
            BEANS.invoke(pool("orders"), "softEvictConnections", new Object[0], new String[0]);
            assertThatThrownBy(() -> BEANS.setAttribute(config("orders"), new Attribute("MaximumPoolSize", 5)))
                    .rootCause()
                    .hasMessageContaining("open another one");
        }
        assertThat(BEANS.isRegistered(pool("orders"))).isFalse();
        assertThat(BEANS.isRegistered(config("orders"))).isFalse();
    }

    @Test
    void two_data_sources_have_names_of_their_own() throws Exception {
        LifelineDataSource one = bean("twin");
        try (LifelineDataSource two = bean("twin")) {
            try (one;
                    Connection ofOne = one.getConnection();
                    Connection ofTwo = two.getConnection()) {
                assertThat(ofOne.isValid(5) && ofTwo.isValid(5)).isTrue();
                assertThat(BEANS.getAttribute(pool("twin"), "ActiveConnections"))
                        .isEqualTo(1);
                assertThat(BEANS.getAttribute(pool("twin-2"), "ActiveConnections"))
                        .isEqualTo(1);
                assertThat(two).hasToString("LifelineDataSource (twin-2)");
                assertThreadsOfTheirOwn();
            }
            assertThat(BEANS.isRegistered(pool("twin"))).isFalse();
            assertThat(BEANS.getAttribute(pool("twin-2"), "ActiveConnections")).isEqualTo(0);
        }
    }

    private static void assertThreadsOfTheirOwn() {
        List<String> ours = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("twin"))
                .toList();
        assertThat(ours)
                .contains(
                        "lifeline-twin-recovery-1",
                        "lifeline-twin-2-recovery-1",
                        "lifeline-twin-sentinel-1",
                        "lifeline-twin-2-sentinel-1");
    }

    @Test
    void the_metrics_of_hikari_are_registered_once_and_survive_the_replacement_of_the_pool() throws SQLException {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        LifelineDataSource bean = bean("metered");
        bean.setMetricRegistry(registry);
        try (LifelineDataSource source = bean) {
            source.getConnection().close();
            Set<Meter.Id> before = ids(registry);
            assertThat(before)
                    .extracting(Meter.Id::getName)
                    .contains(
                            "hikaricp.connections",
                            "hikaricp.connections.active",
                            "hikaricp.connections.acquire",
                            "hikaricp.connections.usage",
                            "hikaricp.connections.creation",
                            "hikaricp.connections.timeout",
                            "hikaricp.connections.pending");

            assertThat(source.reconnect().isHealthy()).isTrue();
            Connection held = source.getConnection();

            assertThat(ids(registry)).isEqualTo(before);
            await().untilAsserted(() -> assertThat(registry.get("hikaricp.connections.active")
                            .tag("pool", "metered")
                            .gauge()
                            .value())
                    .isEqualTo(1));
            held.close();
            assertThat(registry.get("hikaricp.connections.acquire").timer().count())
                    .isEqualTo(2);
            assertThat(registry.get("hikaricp.connections.timeout").counter().count())
                    .isZero();
        }
        assertThat(registry.getMeters()).isEmpty();
    }

    private static Set<Meter.Id> ids(SimpleMeterRegistry registry) {
        return registry.getMeters().stream().map(Meter::getId).collect(Collectors.toSet());
    }

    @Test
    void another_registry_is_refused() {
        LifelineDataSource bean = bean("strange");
        bean.setMetricRegistry("registry");

        assertThatThrownBy(bean::getConnection).hasMessageContaining("must be a MeterRegistry of Micrometer");
    }

    @Test
    void a_leak_is_reported_with_its_borrower_across_connections_and_when_it_ends() throws Exception {
        LifelineDataSource bean = bean("leaky");
        bean.setLeakDetectionThreshold(2_000);
        try (LogCapture log = LogCapture.of("dev.lifeline.datasource.internal.pool.LeakDetector");
                LifelineDataSource source = bean) {
            source.getConnection().close();
            Connection leaked = source.getConnection();
            leaked.setAutoCommit(false);
            server.terminateSessions();
            assertThat(leaked.createStatement().executeQuery("select 1").next())
                    .as("on another server connection")
                    .isTrue();

            await().untilAsserted(() -> assertThat(log.lines()).hasSize(1));
            assertThat(log.lines().get(0))
                    .startsWith("WARN A connection of leaky has been in use for 2")
                    .contains("borrowed by thread " + Thread.currentThread().getName() + " at 20");
            assertThat(log.events().get(0).getThrowableProxy().getStackTraceElementProxyArray())
                    .extracting(Object::toString)
                    .anyMatch(frame -> frame.contains("a_leak_is_reported_with_its_borrower"));
            leaked.close();

            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().get(1)).startsWith("INFO A connection of leaky was returned after 2");
        }
    }

    @Test
    void a_closed_data_source_says_so_everywhere() throws SQLException {
        LifelineDataSource source = bean("ended");
        source.getConnection().close();
        assertThat(source.isRunning()).isTrue();
        source.close();
        source.close();

        assertThatThrownBy(source::getConnection)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("LifelineDataSource (ended) is closed");
        assertThat(source.health().state().isServing()).isFalse();
        assertThat(source.health().reason()).contains(FailureReason.SHUTTING_DOWN);
        assertThat(source.check().reason()).contains(FailureReason.SHUTTING_DOWN);
        assertThat(source.reconnect().isHealthy()).isFalse();
        assertThat(source.isRunning()).isFalse();
    }
}
