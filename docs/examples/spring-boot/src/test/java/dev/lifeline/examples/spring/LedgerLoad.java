package dev.lifeline.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Requests to a ledger at a constant rate, independently of the responses, with the threads of a servlet container. */
final class LedgerLoad {
    private static final int THREADS = 200;

    /** Number of accounts of one load. No other load uses them. */
    private static final int ACCOUNTS = 10_000_000;

    private final Ledger ledger;
    private final String name;
    private final int firstAccount;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final AtomicInteger begun = new AtomicInteger();
    private final LongAdder done = new LongAdder();

    /** Longest time of a request, in nanoseconds. */
    private final LongAccumulator slowest = new LongAccumulator(Math::max, 0);

    private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final Set<String> failedWrites = ConcurrentHashMap.newKeySet();

    private LedgerLoad(Ledger ledger, Connections connections) {
        this.ledger = ledger;
        this.name = "load" + connections.ordinal() + "-";
        this.firstAccount = connections.ordinal() * ACCOUNTS;
    }

    static LedgerLoad on(Ledger ledger, Connections connections, int readsPerSecond, int writesPerSecond) {
        LedgerLoad load = new LedgerLoad(ledger, connections);
        load.every(readsPerSecond, load::read);
        load.every(writesPerSecond, load::write);
        return load;
    }

    private void every(int perSecond, Runnable request) {
        long period = TimeUnit.SECONDS.toMicros(1) / perSecond;
        clock.scheduleAtFixedRate(
                () -> {
                    begun.incrementAndGet();
                    long due = System.nanoTime();
                    threads.execute(() -> {
                        request.run();
                        slowest.accumulate(System.nanoTime() - due);
                    });
                },
                0,
                period,
                TimeUnit.MICROSECONDS);
    }

    private void read() {
        try {
            ledger.newest(firstAccount + begun.get() - 10);
            done.increment();
        } catch (RuntimeException e) {
            failed("read", e);
        }
    }

    /** Books on a separate account for each request, so that no other request changes the rows that it reads. */
    private void write() {
        int account = firstAccount + begun.incrementAndGet();
        String key = name + account;
        try {
            acknowledged.put(key, ledger.book(account, key));
            done.increment();
        } catch (RuntimeException e) {
            failedWrites.add(key);
            failed("write", e);
        }
    }

    private void failed(String request, RuntimeException failure) {
        failures.computeIfAbsent(request + " " + describe(failure), code -> new AtomicInteger())
                .incrementAndGet();
    }

    private static String describe(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql.getSQLState() + " "
                        + sql.getMessage().lines().findFirst().orElse("");
            }
        }
        return failure.toString();
    }

    /** Waits until the given number of further requests have ended, successfully or not; at most 40 s. */
    void awaitMore(int requests) {
        long before = ended();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        await().atMost(Duration.ofSeconds(60)).until(() -> ended() >= before + requests || System.nanoTime() > end);
    }

    private long ended() {
        return done.sum() + failed();
    }

    int failed() {
        return failures.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    /** Counts the failures other than 40001, for which the caller runs the transaction again. */
    int failedForGood() {
        return failures.entrySet().stream()
                .filter(failure -> !failure.getKey().startsWith("write 40001 "))
                .mapToInt(failure -> failure.getValue().get())
                .sum();
    }

    /** Ends the load. A request that is not answered within 90 s counts as failed. */
    void stop() throws InterruptedException {
        clock.shutdownNow();
        threads.shutdown();
        if (!threads.awaitTermination(90, TimeUnit.SECONDS)) {
            failures.put("hangs", new AtomicInteger(((ThreadPoolExecutor) threads).getActiveCount()));
            threads.shutdownNow();
        }
    }

    /** Asserts that each acknowledged booking is stored once and completely, and that no other entries exist. */
    void assertNothingLostOrDoubled(PostgresServer server) {
        Set<String> stored =
                Set.copyOf(server.texts("select id || ' ' || key from entry where key like '" + name + "%/1'"));
        Set<String> seconds = Set.copyOf(
                server.texts("select substr(key, 1, length(key) - 2) from entry where key like '" + name + "%/2'"));
        assertThat(acknowledged.entrySet().stream()
                        .filter(booked -> !stored.contains(booked.getValue() + " " + booked.getKey() + "/1"))
                        .map(booked -> booked + ", stored: "
                                + server.texts("select xmin || ': ' || id || ' ' || key from entry where key like '"
                                        + booked.getKey() + "/%' or id = " + booked.getValue()))
                        .toList())
                .as("acknowledged, and not stored as such")
                .isEmpty();
        assertThat(seconds).containsAll(acknowledged.keySet());
        assertThat(seconds).hasSameSizeAs(stored);
        assertThat(seconds).allMatch(key -> acknowledged.containsKey(key) || failedWrites.contains(key));
    }

    @Override
    public String toString() {
        return failed() + " of " + ended() + " failed, slowest "
                + TimeUnit.NANOSECONDS.toMillis(slowest.get()) + " ms"
                + (failures.isEmpty() ? "" : " " + new TreeMap<>(failures));
    }
}
