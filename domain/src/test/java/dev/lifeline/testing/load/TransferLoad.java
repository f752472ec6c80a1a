package dev.lifeline.testing.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.DatabaseFault;
import dev.lifeline.testing.proxy.FaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Database with the accounts {@code a} and {@code b}, and an application that makes one transfer of 1 from {@code a} to
 * {@code b} after the other during a fault.
 */
public final class TransferLoad implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int SOME = 20;
    private static final int MONEY = 1_000_000;

    private final PostgresServer server = PostgresServer.started();
    private final FaultProxy proxy = FaultProxy.to(server.port());
    private final AtomicInteger transfers = new AtomicInteger();
    private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
    private final AtomicBoolean enough = new AtomicBoolean();

    /** Starts the database. */
    public TransferLoad() {
        server.execute("create table account (name text primary key, balance int not null)");
        server.execute("insert into account values ('a', " + MONEY + "), ('b', 0)");
    }

    /** Returns the URL of the database behind the proxy. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/postgres";
    }

    /** Returns the user. */
    public String username() {
        return server.username();
    }

    /**
     * Transfers through a fault, prints what happened, and asserts that no transfer failed, was lost or was doubled.
     */
    public void through(DatabaseFault fault, String application, Runnable transfer) throws Exception {
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> run(transfer));
        awaitMore(load);
        fault.strike(server, proxy, () -> awaitMore(load));
        awaitMore(load);
        enough.set(true);
        load.get(LIMIT.toSeconds(), TimeUnit.SECONDS);

        int stored = server.query("select balance from account where name = 'b'");
        System.out.println(application + ": " + fault + ": " + transfers + " transfers, " + failures.size()
                + " failed, " + (stored - transfers.get()) + " lost or doubled");
        assertThat(failures).isEmpty();
        assertThat(stored).isEqualTo(transfers.get());
        assertThat(server.query("select sum(balance)::int from account")).isEqualTo(MONEY);
    }

    private void run(Runnable transfer) {
        while (!enough.get()) {
            try {
                transfer.run();
                transfers.incrementAndGet();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
    }

    private void awaitMore(CompletableFuture<Void> load) {
        int before = transfers.get();
        await().atMost(LIMIT).until(() -> load.isDone() || transfers.get() > before + SOME);
    }

    @Override
    public void close() {
        proxy.close();
        server.close();
    }
}
