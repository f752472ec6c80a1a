package dev.lifeline.examples.jooq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.testing.postgres.PostgresServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The accounts through a restart of the server, on Lifeline's data source. */
class RestartIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int SOME = 20;

    private final AtomicInteger transfers = new AtomicInteger();
    private final AtomicBoolean enough = new AtomicBoolean();

    @Test
    void no_transfer_fails_is_lost_or_doubled() throws Exception {
        try (PostgresServer server = PostgresServer.started();
                LifelineDataSource source = new LifelineDataSource()) {
            server.execute("create table account (name text primary key, balance int not null)");
            server.execute("insert into account values ('a', 1000), ('b', 0)");
            source.setJdbcUrl(server.jdbcUrl());
            source.setUsername(server.username());
            CompletableFuture<Void> load = CompletableFuture.runAsync(() -> transferBy(new Accounts(source)));

            awaitMore(load);
            server.stop();
            server.start();
            awaitMore(load);
            enough.set(true);

            load.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(server.query("select balance from account where name = 'b'"))
                    .isEqualTo(transfers.get());
            assertThat(server.query("select sum(balance)::int from account")).isEqualTo(1000);
        }
    }

    private void transferBy(Accounts accounts) {
        while (!enough.get()) {
            accounts.transfer("a", "b", 1);
            transfers.incrementAndGet();
        }
    }

    private void awaitMore(CompletableFuture<Void> load) {
        int before = transfers.get();
        await().atMost(LIMIT).until(() -> load.isDone() || transfers.get() > before + SOME);
    }
}
