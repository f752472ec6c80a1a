package dev.lifeline.datasource.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Callers on plain JDBC: most of them read, some write in transactions of several statements. Closed-loop: the server
 * determines the rate.
 */
final class JdbcLoad {
    private static final int READERS = 5;
    private static final int WRITERS = 2;

    private final DataSource source;
    private final ExecutorService threads = Executors.newFixedThreadPool(READERS + WRITERS);
    private final LongAdder done = new LongAdder();
    private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> failedWrites = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    private JdbcLoad(DataSource source) {
        this.source = source;
    }

    static JdbcLoad on(DataSource source) {
        JdbcLoad load = new JdbcLoad(source);
        for (int reader = 0; reader < READERS; reader++) {
            load.threads.execute(load::readOnAndOn);
        }
        for (int writer = 0; writer < WRITERS; writer++) {
            int caller = writer;
            load.threads.execute(() -> load.writeOnAndOn(caller));
        }
        return load;
    }

    private void readOnAndOn() {
        while (!stopped) {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet answer = statement.executeQuery("select pg_sleep(0.02)")) {
                answer.next();
                done.increment();
            } catch (SQLException e) {
                failed(e);
            }
        }
    }

    private void writeOnAndOn(int caller) {
        for (int number = 0; !stopped; number++) {
            try {
                write(caller, number);
                acknowledged.add(caller + "/" + number);
                done.increment();
            } catch (SQLException e) {
                failedWrites.add(caller + "/" + number);
                failed(e);
            }
        }
    }

    private void write(int caller, int number) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("insert into ledger values (?, ?)");
                    Statement pause = connection.createStatement()) {
                insert.setInt(1, caller);
                insert.setInt(2, number);
                insert.executeUpdate();
                pause.execute("select pg_sleep(0.02)");
            }
            connection.commit();
        }
    }

    private void failed(SQLException e) {
        failures.computeIfAbsent(e.getSQLState() + " " + e.getMessage(), code -> new AtomicInteger())
                .incrementAndGet();
    }

    /** Returns the writes that were acknowledged so far, as {@code caller/number}. */
    Set<String> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** Waits until the given number of further calls have ended, successfully or not. */
    void awaitMore(int calls) {
        long before = ended();
        await().until(() -> ended() >= before + calls);
    }

    private long ended() {
        return done.sum() + failed();
    }

    private int failed() {
        return failures.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    /**
     * Ends the load after the given number of further calls, while calls still end; a call that takes more than 40 s
     * counts as failed.
     */
    void stopAfterMore(int calls) throws InterruptedException {
        try {
            awaitMore(calls);
        } catch (ConditionTimeoutException e) {
            // All callers hang; they are counted below.
        }
        stopped = true;
        threads.shutdown();
        if (!threads.awaitTermination(40, TimeUnit.SECONDS)) {
            failures.put("hangs", new AtomicInteger(((ThreadPoolExecutor) threads).getActiveCount()));
            threads.shutdownNow();
        }
    }

    /** Asserts that each acknowledged write is stored exactly once, and each failed one at most once. */
    void assertAcknowledgedAreThereOnce(PostgresServer server) {
        Set<String> stored = Set.copyOf(server.texts("select caller || '/' || number from ledger"));
        assertThat(stored).containsAll(acknowledged);
        assertThat(stored).allMatch(one -> acknowledged.contains(one) || failedWrites.contains(one));
    }

    @Override
    public String toString() {
        return done.sum() + " done, " + failed() + " failed " + (failures.isEmpty() ? "" : new TreeMap<>(failures));
    }
}
