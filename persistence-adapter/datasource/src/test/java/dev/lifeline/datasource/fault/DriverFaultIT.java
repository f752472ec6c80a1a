package dev.lifeline.datasource.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.IMetricsTracker;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.FaultProxy;
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
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Application on plain JDBC and a pool of its own, during faults; only the URL of the pool names Lifeline. No request fails, each
 * acknowledged transaction is stored exactly once, and the pool replaces no connection.
 */
class DriverFaultIT {
    private static final int SIZE = 10;

    /** Pool above the driver. */
    enum Pool {
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
        };

        abstract Opened open(String url, String user) throws SQLException;
    }

    /** @param created number of connections that the pool has made */
    private record Opened(DataSource source, AutoCloseable pool, LongSupplier created) {}

    @ParameterizedTest
    @CsvSource({"HIKARI, SESSIONS_TERMINATED", "HIKARI, RESTART", "AGROAL, SESSIONS_TERMINATED", "AGROAL, RESTART"})
    void no_request_fails_and_the_pool_replaces_no_connection(Pool pool, ContinuityFaultIT.Fault fault)
            throws Exception {
        through(pool, fault);
    }

    @ParameterizedTest
    @CsvSource({
        "HIKARI, KILLED_FOR_6_S",
        "HIKARI, FROZEN_FOR_8_S",
        "HIKARI, FLOWS_DEAD",
        "HIKARI, KILLED_FOR_20_S",
        "AGROAL, KILLED_FOR_6_S",
        "AGROAL, FROZEN_FOR_8_S",
        "AGROAL, FLOWS_DEAD",
        "AGROAL, KILLED_FOR_20_S"
    })
    @EnabledIfSystemProperty(named = "lifeline.faults.full", matches = "true")
    void nor_in_longer_faults(Pool pool, ContinuityFaultIT.Fault fault) throws Exception {
        through(pool, fault);
    }

    private static void through(Pool pool, ContinuityFaultIT.Fault fault) throws Exception {
        try (PostgresServer server = ContinuityFaultIT.serverWithLedger();
                FaultProxy proxy = FaultProxy.to(server.port())) {
            Opened above =
                    pool.open("jdbc:lifeline:postgresql://127.0.0.1:" + proxy.port() + "/postgres", server.username());
            JdbcLoad load = JdbcLoad.on(above.source());
            load.awaitMore(100);
            fault.strike(server, proxy, load);
            load.stopAfterMore(100);
            long created = above.created().getAsLong();
            above.pool().close();

            load.assertAcknowledgedAreThereOnce(server);
            System.out.println("Driver: " + pool + " " + fault + ": " + load + ", connections made: " + created);
            assertThat(load.toString()).contains(" 0 failed");
            assertThat(created).isLessThanOrEqualTo(SIZE);
        }
    }
}
