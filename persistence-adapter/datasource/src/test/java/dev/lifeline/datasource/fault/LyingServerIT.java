package dev.lifeline.datasource.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.config.PoolConfig;
import dev.lifeline.datasource.config.WatchConfig;
import dev.lifeline.datasource.testing.Leftovers;
import dev.lifeline.datasource.testing.Sql;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.testing.log.LogCapture;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.LyingServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Replies that violate the protocol: in real sessions, messages are changed, cut off, left out or given impossible
 * lengths, as a seed determines: {@code -Dlifeline.fuzz.count=20000 -Dlifeline.fuzz.seed=7} for a longer run, with
 * {@code -Dit.test=LyingServerIT}.
 */
@Timeout(600)
class LyingServerIT {
    private static final int COUNT = Integer.getInteger("lifeline.fuzz.count", 40);
    private static final long SEED = Long.getLong("lifeline.fuzz.seed", 20_261_129L);
    private static final String PASSWORD = "secret-of-the-lying-server-test";

    /** Messages of a call, and of the logins that it may cause. */
    private static final int MESSAGES = 25;

    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private static final String CALLER = "caller";
    private static final String FATAL = "out of memory or stack";

    /** Prefix of the outcomes of a transaction on a connection that the caller has borrowed. */
    private static final String TRANSACTION = "3 ";

    /** Exceptions of reads and writes; assertions of the driver are checked in tests only. */
    private static final Pattern EXPECTED =
            Pattern.compile("result|DatabaseUnavailable|DatabaseOperation|TransactionInDoubt|AssertionError");

    /** The deadline, 2 s for closing, and a busy machine. */
    private static final Duration MOST = DEADLINE.plusSeconds(2).plusSeconds(10);

    private static final Duration RECOVERY = Duration.ofSeconds(60);

    private final ExecutorService caller = Executors.newSingleThreadExecutor(work -> new Thread(work, CALLER));
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private PostgresServer server;
    private LyingServer lying;
    private LogCapture log;
    private LifelineDataSource source;

    @BeforeEach
    void open() {
        server = PostgresServer.started();
        server.execute("create table noted (text text)");
        lying = LyingServer.to(server.port(), SEED);
        log = LogCapture.ofEverything();
        source = LifelineDataSource.open(DatabaseConfig.of(
                        DatabaseUrl.parse("jdbc:postgresql://127.0.0.1:" + lying.port()
                                + "/postgres?sslmode=disable&gssEncMode=disable"),
                        DatabaseCredentials.of(server.username(), PASSWORD))
                .withPool(PoolConfig.defaults().withMaxSize(3))
                .withWatch(new WatchConfig(true, Duration.ofMillis(200), Duration.ofMillis(500), 2)));
        awaitTruth();
    }

    @AfterEach
    void close() {
        source.close();
        lying.close();
        server.close();
        log.close();
        caller.shutdownNow();
    }

    @Test
    void every_call_ends_in_time_with_a_result_or_a_documented_exception() throws Exception {
        for (int i = 0; i < COUNT; i++) {
            lying.lieWithin(MESSAGES);
            call(i);
        }
        System.out.println("LYING " + lying.told() + " " + outcomes);

        lying.tellTheTruth();
        awaitTruth();
        source.close();
        Leftovers.assertNoThreads();
        assertThat(outcomes.keySet())
                .as("lies: " + lying.told())
                .noneMatch(outcome -> outcome.endsWith(FATAL))
                .noneMatch(outcome -> !outcome.startsWith(TRANSACTION)
                        && !EXPECTED.matcher(outcome).find());
        assertThat(log.lines()).noneMatch(line -> line.contains(PASSWORD));
        assertThat(log.events())
                .noneMatch(event -> event.getThrowableProxy() != null
                        && event.getThrowableProxy().getMessage() != null
                        && event.getThrowableProxy().getMessage().contains(PASSWORD));
    }

    private void call(int number) throws InterruptedException {
        long begun = System.nanoTime();
        Future<String> result = caller.submit(() -> perform(number));
        String outcome;
        try {
            outcome = result.get(MOST.toSeconds() * 2, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            outcome = nameOf(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("call " + number + " hangs: " + callersStack(), e);
        }
        outcomes.merge(number % 4 + " " + outcome, 1, Integer::sum);
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .as("call " + number)
                .isLessThan(MOST);
    }

    private String perform(int number) throws SQLException {
        switch (number % 4) {
            case 0 -> source.readWithin(DEADLINE, connection -> Sql.text(connection, "select 'a', 1, now()"));
            case 1 -> source.readWithin(DEADLINE, LyingServerIT::rows);
            case 2 ->
                source.writeWithin(DEADLINE, WriteToken.random("lying"), connection -> {
                    Sql.execute(connection, "insert into noted values ('a')");
                    return "";
                });
            default -> transaction();
        }
        return "result";
    }

    private static String rows(Connection connection) throws SQLException {
        String query = "select n, repeat('x', n), null from generate_series(1, ?) n";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setInt(1, 20);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    rows.getString(2);
                }
            }
        }
        return "";
    }

    /** A caller of the data source limits its reads itself. */
    private void transaction() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, (int) DEADLINE.toMillis());
            connection.setAutoCommit(false);
            Sql.text(connection, "select 1");
            Sql.execute(connection, "insert into noted values ('b')");
            connection.commit();
        }
    }

    private static String nameOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof VirtualMachineError) {
                return FATAL;
            }
        }
        return failure.getClass().getSimpleName();
    }

    private static String callersStack() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().equals(CALLER))
                .flatMap(entry -> Stream.of(entry.getValue()))
                .map(StackTraceElement::toString)
                .collect(Collectors.joining("\n    "));
    }

    private void awaitTruth() {
        await().atMost(RECOVERY).ignoreExceptions().until(() -> source.readWithin(
                        DEADLINE, connection -> Sql.text(connection, "select 'truth'"))
                .equals("truth"));
    }
}
