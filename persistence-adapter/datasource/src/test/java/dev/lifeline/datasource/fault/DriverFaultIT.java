package dev.lifeline.datasource.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.DatabaseFault;
import dev.lifeline.testing.proxy.FaultProxy;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Application on plain JDBC with its own pool, during faults; only the URL of the pool names Lifeline. No request
 * fails, each acknowledged transaction is stored exactly once, and the pool replaces no connection.
 */
class DriverFaultIT {
    @ParameterizedTest
    @CsvSource({
        "HIKARI, SESSIONS_TERMINATED",
        "HIKARI, RESTART",
        "AGROAL, SESSIONS_TERMINATED",
        "AGROAL, RESTART",
        "TOMCAT, RESTART",
        "DBCP, RESTART"
    })
    void no_request_fails_and_the_pool_replaces_no_connection(PoolAbove pool, DatabaseFault fault) throws Exception {
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
        "AGROAL, KILLED_FOR_20_S",
        "TOMCAT, SESSIONS_TERMINATED",
        "TOMCAT, KILLED_FOR_6_S",
        "TOMCAT, FROZEN_FOR_8_S",
        "TOMCAT, FLOWS_DEAD",
        "TOMCAT, KILLED_FOR_20_S",
        "DBCP, SESSIONS_TERMINATED",
        "DBCP, KILLED_FOR_6_S",
        "DBCP, FROZEN_FOR_8_S",
        "DBCP, FLOWS_DEAD",
        "DBCP, KILLED_FOR_20_S"
    })
    @EnabledIfSystemProperty(named = "lifeline.faults.full", matches = "true")
    void nor_in_longer_faults_and_further_ones(PoolAbove pool, DatabaseFault fault) throws Exception {
        through(pool, fault);
    }

    private static void through(PoolAbove pool, DatabaseFault fault) throws Exception {
        try (PostgresServer server = ContinuityFaultIT.serverWithLedger();
                FaultProxy proxy = FaultProxy.to(server.port())) {
            PoolAbove.Opened above =
                    pool.open("jdbc:lifeline:postgresql://127.0.0.1:" + proxy.port() + "/postgres", server.username());
            JdbcLoad load = JdbcLoad.on(above.source());
            load.awaitMore(100);
            fault.strike(server, proxy, () -> load.awaitMore(30));
            load.stopAfterMore(100);
            long created = above.created().getAsLong();
            above.pool().close();

            load.assertAcknowledgedAreThereOnce(server);
            System.out.println("Driver: " + pool + " " + fault + ": " + load + ", connections made: " + created);
            assertThat(load.toString()).contains(" 0 failed");
            assertThat(created).isLessThanOrEqualTo(PoolAbove.SIZE);
        }
    }
}
