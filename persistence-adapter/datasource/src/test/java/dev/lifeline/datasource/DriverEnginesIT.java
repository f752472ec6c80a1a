package dev.lifeline.datasource;

import static dev.lifeline.datasource.testing.Sql.text;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lifeline.datasource.testing.Leftovers;
import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sharing and lifetime of the driver's engines, and the treatment of their connections by outer pools. */
class DriverEnginesIT {
    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
        server.execute("create role guarded login password 'first'");
        server.requirePassword("guarded");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String url(String parameters) {
        return "jdbc:lifeline:postgresql://127.0.0.1:" + server.port() + "/postgres?" + parameters;
    }

    private static Connection connect(String parameters) throws SQLException {
        return DriverManager.getConnection(url(parameters), server.username(), "");
    }

    /** Each engine has one sentinel. */
    private static Set<Thread> sentinels() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("lifeline-(.*-)?sentinel-\\d+"))
                .collect(toSet());
    }

    /** Threads of all engines and of their pools. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("lifeline"))
                .collect(toSet());
    }

    private static int sessions() {
        return server.query("select count(*) from pg_stat_activity where application_name = 'lifeline'");
    }

    private static HikariDataSource pool(String parameters, String initialSql) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url(parameters));
        config.setUsername(server.username());
        config.setConnectionInitSql(initialSql);
        return new HikariDataSource(config);
    }

    @Test
    void pools_of_one_database_share_an_engine_its_threads_and_its_sessions() throws SQLException {
        List<HikariDataSource> pools = new ArrayList<>();
        pools.add(used(pool("lifeline.linger=0", null)));
        Set<String> ofOnePool = threads();
        for (int i = 1; i < 5; i++) {
            pools.add(used(pool("lifeline.linger=0", null)));
        }
        System.out.println("Driver: 5 pools of 10 connections: sessions " + sessions() + ", threads " + threads());
        assertThat(sentinels()).hasSize(1);
        assertThat(ofOnePool).containsAll(threads());
        assertThat(sessions()).isLessThanOrEqualTo(4);

        pools.forEach(HikariDataSource::close);

        Leftovers.assertNoThreads();
        Leftovers.assertNoSessions(server);
    }

    private static HikariDataSource used(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            assertThat(text(connection, "select 1")).isEqualTo("1");
        }
        return pool;
    }

    @Test
    void other_parameters_mean_another_engine() throws SQLException {
        try (Connection one = connect("lifeline.linger=0");
                Connection other = connect("lifeline.linger=0&currentSchema=pg_catalog")) {
            assertThat(text(one, "select 1")).isEqualTo(text(other, "select 1"));
            assertThat(sentinels()).hasSize(2);
        }
        Leftovers.assertNoThreads();
    }

    @Test
    void the_engine_outlasts_its_last_connection_for_the_linger_time() throws SQLException {
        connect("lifeline.linger=3000").close();
        Set<Thread> sentinels = sentinels();
        try (Connection again = connect("lifeline.linger=3000")) {
            assertThat(text(again, "select 1")).isEqualTo("1");
            assertThat(sentinels()).hasSize(1).isEqualTo(sentinels);
        }
        await().until(() -> sentinels().isEmpty());
        Leftovers.assertNoThreads();
    }

    @Test
    void a_pool_cannot_exceed_the_maximum_of_sessions() throws SQLException {
        try (HikariDataSource pool = pool("lifeline.linger=0&lifeline.maximumPoolSize=1", null);
                Connection first = pool.getConnection();
                Connection second = pool.getConnection()) {
            first.setAutoCommit(false);
            String session = text(first, "select pg_backend_pid()");
            first.commit();
            assertThat(text(second, "select pg_backend_pid()")).isEqualTo(session);
        }
        Leftovers.assertNoThreads();
    }

    @Test
    void settings_that_a_pool_makes_with_sql_survive() throws SQLException {
        try (HikariDataSource pool =
                pool("lifeline.linger=0", "set lock_timeout = '7s'; set search_path to pg_catalog")) {
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                assertThat(text(connection, "show lock_timeout")).isEqualTo("7s");
                server.terminateSessions();
                assertThat(text(connection, "show lock_timeout")).isEqualTo("7s");
                connection.commit();
                server.terminateSessions();
                assertThat(text(connection, "show search_path")).isEqualTo("pg_catalog");
            }
        }
        Leftovers.assertNoThreads();
    }

    @Test
    void each_password_is_verified_and_a_changed_one_is_used() throws SQLException {
        String url = url("lifeline.linger=0&lifeline.connectionTimeout=20000");
        try (Connection first = DriverManager.getConnection(url, "guarded", "first")) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> DriverManager.getConnection(url, "guarded", "wrong"))
                    .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("28P01"));

            server.execute("alter role guarded password 'second'");
            try (Connection second = DriverManager.getConnection(url, "guarded", "second")) {
                server.terminateSessions();
                assertThat(text(first, "select current_user")).isEqualTo("guarded");
                assertThat(text(second, "select current_user")).isEqualTo("guarded");
                assertThat(sentinels()).hasSize(1);
            }
        }
        Leftovers.assertNoThreads();
    }

    @Test
    void a_misspelt_parameter_is_refused_with_a_way_out() {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> connect("lifeline.maxPoolSize=3"))
                .withMessageContaining("lifeline.maximumPoolSize");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> connect("sslmod=require"))
                .withMessageContaining("did you mean sslmode?");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> connect("lifeline.linger=soon"))
                .withMessageContaining("lifeline.linger must be a whole number");
    }

    /** A pool closes connections that fail with a SQLSTATE of class 08. */
    @Test
    void a_connection_outlasts_an_outage_that_is_longer_than_its_wait() throws SQLException {
        String impatient = "lifeline.linger=2000&lifeline.connectionTimeout=500";
        try (Connection connection = await().ignoreExceptions().until(() -> connect(impatient), Objects::nonNull)) {
            await().ignoreExceptions().until(() -> text(connection, "select 1").equals("1"));
            server.stop();
            try {
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> text(connection, "select 1"))
                        .satisfies(e -> assertThat(e.getSQLState()).doesNotStartWith("08"));
                assertThat(connection.isValid(1)).isTrue();
            } finally {
                server.start();
            }
            await().ignoreExceptions().until(() -> text(connection, "select 1").equals("1"));
        }
        await().until(() -> sentinels().isEmpty());
        Leftovers.assertNoThreads();
    }
}
