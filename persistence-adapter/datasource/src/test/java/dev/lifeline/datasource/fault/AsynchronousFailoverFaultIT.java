package dev.lifeline.datasource.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.testing.postgres.PostgresServer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Failover to a standby that had not received the last transactions. Transactions that only the dead primary
 * acknowledged are lost for every client; those acknowledged afterwards are stored.
 */
class AsynchronousFailoverFaultIT {

    @Test
    void a_COMMIT_that_the_standby_did_not_receive_is_replayed() throws Exception {
        try (PostgresServer primary = PostgresServer.started();
                PostgresServer standby = PostgresServer.standbyOf(primary)) {
            primary.execute("alter system reset synchronous_standby_names");
            primary.execute("select pg_reload_conf()");
            primary.execute("create table ledger (caller int, number int, primary key (caller, number))");
            await().until(() -> isReplicated(standby));
            try (LifelineDataSource source = open(primary, standby)) {
                JdbcLoad load = JdbcLoad.on(source);
                load.awaitMore(100);
                standby.freeze();
                load.awaitMore(100);
                primary.kill();
                await().until(() -> !source.health().state().isServing());
                Set<String> byTheOldPrimary = load.acknowledged();

                standby.thaw();
                standby.promote();
                load.stopAfterMore(200);

                assertThat(load.toString()).contains(" 0 failed");
                assertThat(entriesOf(standby)).containsAll(withoutThose(load.acknowledged(), byTheOldPrimary));
                assertThat(load.acknowledged()).containsAll(entriesOf(standby));
            }
        }
    }

    private static boolean isReplicated(PostgresServer standby) {
        return standby.query("select count(*) from pg_tables where tablename = 'ledger'") == 1;
    }

    private static LifelineDataSource open(PostgresServer primary, PostgresServer standby) {
        String url = "jdbc:postgresql://127.0.0.1:" + primary.port() + ",127.0.0.1:" + standby.port() + "/postgres";
        return LifelineDataSource.open(
                DatabaseConfig.of(DatabaseUrl.parse(url), DatabaseCredentials.of(primary.username(), "")));
    }

    private static Set<String> entriesOf(PostgresServer server) {
        return Set.copyOf(server.texts("select caller || '/' || number from ledger"));
    }

    private static Set<String> withoutThose(Set<String> all, Set<String> some) {
        Set<String> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
