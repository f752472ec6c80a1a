package dev.lifeline.datasource.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.testing.postgres.PgBouncer;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.DatabaseFault;
import dev.lifeline.testing.proxy.FaultProxy;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Application on plain JDBC, without any Lifeline API, during faults. With only the data source replaced, no request
 * fails, and each acknowledged transaction is stored exactly once. The full form also runs HikariCP for comparison.
 */
class ContinuityFaultIT {
    private static final int SOME_CALLS = 30;

    @ParameterizedTest
    @EnumSource(names = {"SESSIONS_TERMINATED", "RESTART", "FLOWS_DEAD"})
    void no_request_fails_and_no_transaction_is_lost_or_doubled(DatabaseFault fault) throws Exception {
        assertThat(lifelineThrough(fault).toString()).contains(" 0 failed");
    }

    @ParameterizedTest
    @EnumSource
    @EnabledIfSystemProperty(named = "lifeline.faults.full", matches = "true")
    void comparison_with_hikari(DatabaseFault fault) throws Exception {
        String ours = lifelineThrough(fault).toString();
        String theirs = through(fault, ContinuityFaultIT::hikari).toString();
        System.out.println("Continuity: " + fault + ": Lifeline " + ours + "; HikariCP " + theirs);
        assertThat(ours).contains(" 0 failed");
    }

    /**
     * The pooler ends the caller's connection with that of the server, and the server does not know the pids that the
     * pooler reports.
     */
    @Test
    void no_request_fails_behind_a_transaction_pooler() throws Exception {
        try (PostgresServer server = serverWithLedger();
                PgBouncer pooler = PgBouncer.inFrontOf(server, 8);
                LifelineDataSource source = open(pooler.jdbcUrl(), server.username())) {
            JdbcLoad load = JdbcLoad.on(source);
            load.awaitMore(100);
            for (int i = 0; i < 6; i++) {
                server.terminateSessions();
                load.awaitMore(SOME_CALLS);
            }
            load.stopAfterMore(100);
            load.assertAcknowledgedAreThereOnce(server);
            assertThat(load.toString()).contains(" 0 failed");
        }
    }

    static PostgresServer serverWithLedger() {
        PostgresServer server = PostgresServer.started();
        server.execute("create table ledger (caller int, number int, primary key (caller, number))");
        return server;
    }

    private static LifelineDataSource open(String url, String user) {
        return LifelineDataSource.open(DatabaseConfig.of(DatabaseUrl.parse(url), DatabaseCredentials.of(user, "")));
    }

    private static JdbcLoad lifelineThrough(DatabaseFault fault) throws Exception {
        return through(fault, ContinuityFaultIT::open);
    }

    private static DataSource hikari(String url, String user) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        return new HikariDataSource(config);
    }

    /** Opens a data source. */
    @FunctionalInterface
    private interface Opening {
        DataSource open(String url, String user);
    }

    private static JdbcLoad through(DatabaseFault fault, Opening opening) throws Exception {
        try (PostgresServer server = serverWithLedger();
                FaultProxy proxy = FaultProxy.to(server.port())) {
            DataSource source =
                    opening.open("jdbc:postgresql://127.0.0.1:" + proxy.port() + "/postgres", server.username());
            JdbcLoad load = JdbcLoad.on(source);
            load.awaitMore(100);
            fault.strike(server, proxy, () -> load.awaitMore(SOME_CALLS));
            load.stopAfterMore(100);
            ((AutoCloseable) source).close();
            load.assertAcknowledgedAreThereOnce(server);
            return load;
        }
    }
}
