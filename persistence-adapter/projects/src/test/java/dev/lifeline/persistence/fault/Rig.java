package dev.lifeline.persistence.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.config.PasswordSource;
import dev.lifeline.datasource.testing.Leftovers;
import dev.lifeline.datasource.testing.TestConfig;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionLost;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.domain.testing.RecordingListener;
import dev.lifeline.persistence.ProjectStore;
import dev.lifeline.testing.postgres.PostgresServer;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A store under load, healthy at first. Closing it verifies that no thread remains. */
final class Rig implements AutoCloseable {
    /**
     * Whether faults are as long, and the load is as high, as for the published table. That needs an otherwise idle
     * machine.
     */
    private static final boolean FULL = Boolean.getBoolean("lifeline.faults.full");

    /** Tolerance added to documented times. The short form runs on a busy machine beside other tests. */
    static final Duration MARGIN = Duration.ofSeconds(FULL ? 2 : 7);

    /** Maximum time until a lost server is detected. */
    static final Duration DETECTION = Duration.ofSeconds(3).plus(MARGIN);

    /** Maximum time until requests succeed after the server is back. */
    static final Duration RECOVERY = Duration.ofMillis(500).plus(MARGIN);

    /** Minimum number of requests during an outage: ten seconds of load in the long form. */
    private static final int REQUESTS_MEANWHILE = FULL ? 1_650 : 0;

    /** Number of requests after recovery, which shows delayed effects. */
    private static final int REQUESTS_AFTER = FULL ? 600 : 30;

    private static final ProjectReference ALWAYS_THERE = ProjectReference.parse("always-there");

    private final RecordingListener events = new RecordingListener();
    private final ProjectStore database;
    private final OpenLoad load;
    private Duration detection = Duration.ZERO;
    private long healedAt = System.nanoTime();

    private Rig(DatabaseConfig config) {
        database = ProjectStore.open(config, events);
        database.projects().create(new NewProject(new Slug("always-there"), "Always there", null));
        load = OpenLoad.start(database.projects(), ALWAYS_THERE, FULL ? Pace.FULL : Pace.EASY);
        await().until(() -> load.answered() > REQUESTS_AFTER);
    }

    /** Starts load on a server, with default settings. */
    static Rig on(PostgresServer server) {
        return on(server, UnaryOperator.identity());
    }

    static Rig on(PostgresServer server, UnaryOperator<DatabaseConfig> changes) {
        return new Rig(changes.apply(TestConfig.of(server)));
    }

    /** Starts load as the given user, through the given ports. */
    static Rig at(String user, PasswordSource password, int... ports) {
        StringBuilder hosts = new StringBuilder();
        for (int port : ports) {
            hosts.append(hosts.isEmpty() ? "" : ",").append("127.0.0.1:").append(port);
        }
        return new Rig(DatabaseConfig.of(
                DatabaseUrl.parse("jdbc:postgresql://" + hosts + "/postgres"),
                new DatabaseCredentials(user, password)));
    }

    /** Starts load as the server's default user, under TLS. */
    static Rig encrypted(int port) {
        return new Rig(DatabaseConfig.of(
                DatabaseUrl.parse("jdbc:postgresql://127.0.0.1:" + port + "/postgres?sslmode=require"),
                DatabaseCredentials.of("postgres", "")));
    }

    /** Starts load as the server's default user, through the given ports. */
    static Rig at(int... ports) {
        return at("postgres", PasswordSource.fixed(""), ports);
    }

    ProjectStore database() {
        return database;
    }

    RecordingListener events() {
        return events;
    }

    ConnectionState state() {
        return database.dataSource().connection().health().state();
    }

    void awaitOutage() {
        awaitOutage(DETECTION);
    }

    private void awaitOutage(Duration limit) {
        long broken = System.nanoTime();
        await().pollInterval(Duration.ofMillis(10)).atMost(limit).until(() -> !state().isServing());
        detection = Duration.ofNanos(System.nanoTime() - broken);
        int before = load.sent();
        await().atMost(Duration.ofSeconds(30)).until(() -> load.sent() >= before + REQUESTS_MEANWHILE);
    }

    /** Waits for recovery; call it after the fault has been removed. */
    void awaitRecovery() {
        awaitRecovery(RECOVERY);
    }

    void awaitRecovery(Duration limit) {
        healedAt = System.nanoTime();
        await().atMost(limit).until(() -> state() == ConnectionState.CONNECTED);
    }

    /** Continues the load for a while under conditions that must not affect it. */
    void goOn() {
        int before = load.answered();
        await().until(() -> load.answered() > before + REQUESTS_AFTER);
    }

    /** Ends the load and verifies its results against the table. */
    Report finish(PostgresServer server) {
        goOn();
        Report report = load.finish();
        new FaultTable().add(report, detection, report.lastLateAfter(healedAt));
        assertThat(server.texts("select slug from projects"))
                .as("acknowledged writes")
                .containsAll(report.acknowledged())
                .doesNotHaveDuplicates();
        return report;
    }

    void assertNeverLost() {
        assertThat(events.ofType(ConnectionLost.class)).isEmpty();
    }

    @Override
    public void close() {
        database.close();
        Leftovers.assertNoThreads();
    }
}
