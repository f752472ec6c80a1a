package dev.lifeline.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.config.PasswordSource;
import dev.lifeline.datasource.testing.Leftovers;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.testing.postgres.PostgresServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The reported health matches what callers can do, even where the open session of the probe still works. */
class TrueVerdictIT {
    private static final Duration NOTICED = Duration.ofSeconds(8);
    private static final Duration SLOW_CLOCK = Duration.ofSeconds(12);

    private final AtomicReference<String> password = new AtomicReference<>("one");
    private PostgresServer server;
    private ProjectStore database;

    @BeforeEach
    void start() {
        server = PostgresServer.started();
        server.execute("create role app login password 'one'");
        server.execute("grant create on schema public to app");
        server.execute("create database other owner app");
        database = ProjectStore.open(config(), event -> {});
        await().until(() -> database.dataSource().connection().check().isHealthy());
        await().until(() -> database.dataSource().connection().health().pool().idle() > 1);
    }

    @AfterEach
    void end() {
        database.close();
        Leftovers.assertNoThreads();
        server.close();
    }

    private DatabaseConfig config() {
        PasswordSource source = password::get;
        return DatabaseConfig.of(
                DatabaseUrl.parse(server.jdbcUrl().replace("/postgres", "/other")),
                new DatabaseCredentials("app", source));
    }

    @Test
    void READ_ONLY_ends_when_the_default_of_the_database_changes_back() {
        server.execute("alter database other set default_transaction_read_only = on");
        endPooledSessions();
        writeInBackground();
        await().atMost(NOTICED).until(() -> checkedState() == ConnectionState.READ_ONLY);

        server.execute("alter database other reset default_transaction_read_only");

        await().atMost(NOTICED).until(() -> state() == ConnectionState.CONNECTED);
        assertThat(database.dataSource()
                        .write(WriteToken.random("t"), connection -> "written")
                        .value())
                .isEqualTo("written");
    }

    @Test
    void the_end_of_a_read_only_default_is_noticed_although_the_open_probe_session_still_has_it() {
        server.execute("alter role app set default_transaction_read_only = on");
        endAllSessions();
        await().atMost(NOTICED).until(() -> checkedState() == ConnectionState.READ_ONLY);

        server.execute("alter role app reset default_transaction_read_only");

        await().atMost(NOTICED).until(() -> state() == ConnectionState.CONNECTED);
        assertThat(database.dataSource()
                        .write(WriteToken.random("t"), connection -> "written")
                        .value())
                .isEqualTo("written");
        assertThat(extraSessions()).isLessThanOrEqualTo(2);
    }

    @Test
    void a_password_changed_only_on_the_server_is_noticed_when_the_pool_cannot_connect() {
        server.requirePassword("app");
        server.execute("alter role app password 'two'");
        endPooledSessions();
        readInBackground();

        await().atMost(NOTICED).until(() -> state() == ConnectionState.MISCONFIGURED);
        assertThat(database.dataSource().connection().check().reason()).contains(FailureReason.AUTHENTICATION_FAILED);

        password.set("two");
        await().atMost(SLOW_CLOCK).until(() -> state() == ConnectionState.CONNECTED);
    }

    @Test
    void a_server_with_a_slot_only_for_the_open_probe_session_is_not_reported_as_connected() {
        server.execute("alter role app connection limit 0");
        endPooledSessions();
        readInBackground();

        await().atMost(NOTICED).until(() -> state() != ConnectionState.CONNECTED);
        assertThat(database.dataSource().connection().check().reason()).contains(FailureReason.TOO_MANY_CONNECTIONS);

        server.execute("alter role app connection limit -1");
        await().atMost(NOTICED).until(() -> state() == ConnectionState.CONNECTED);
    }

    @Test
    void open_connections_keep_serving_while_new_logins_are_refused() throws Exception {
        try (var held = database.dataSource().getConnection()) {
            server.requirePassword("app");
            server.execute("alter role app password 'two'");

            assertThat(database.dataSource().connection().check().isHealthy()).isTrue();

            assertThat(held.createStatement().execute("select 1")).isTrue();
            assertThat(state()).isEqualTo(ConnectionState.CONNECTED);
        }
    }

    private ConnectionState checkedState() {
        database.dataSource().connection().check();
        return state();
    }

    private ConnectionState state() {
        return database.dataSource().connection().health().state();
    }

    private void readInBackground() {
        CompletableFuture<?> unused = CompletableFuture.runAsync(
                () -> database.dataSource()
                        .read(connection -> connection.createStatement().execute("select 1")),
                work -> new Thread(work).start());
    }

    private void writeInBackground() {
        CompletableFuture<?> unused = CompletableFuture.runAsync(
                () -> database.dataSource().write(WriteToken.random("t"), connection -> ""),
                work -> new Thread(work).start());
    }

    /** Terminates the sessions of the pool, but not that of the probe. */
    private void endPooledSessions() {
        assertThat(database.dataSource().connection().check().isHealthy())
                .isTrue(); // by then, the last statement of the probe session is the probe query
        server.query("select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'app'"
                + " and query not like '%pg_postmaster_start_time%'");
    }

    private void endAllSessions() {
        server.query("select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'app'");
    }

    private int extraSessions() {
        return server.query("select count(*) from pg_stat_activity where application_name = 'lifeline'")
                - database.dataSource().connection().health().pool().active()
                - database.dataSource().connection().health().pool().idle();
    }
}
