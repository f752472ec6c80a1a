package dev.lifeline.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.testing.Leftovers;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.testing.postgres.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Roles with restricted rights: the service starts and serves requests. */
class NarrowRoleIT {
    private static final Duration START = Duration.ofSeconds(20);
    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void a_role_with_few_connections_starts_and_serves(int limit) {
        String name = "narrow" + limit;
        server.execute("create role " + name + " login connection limit " + limit);
        server.execute("create database " + name + " owner " + name);

        try (ProjectStore database = ProjectStore.open(config(name), event -> {})) {
            assertServes(database);
        }
        Leftovers.assertNoThreads();
    }

    @Test
    void a_role_that_may_not_read_pg_stat_activity_starts_and_serves() {
        server.execute("create role blind login");
        server.execute("create database blind owner blind");
        try (var connection = java.sql.DriverManager.getConnection(
                server.jdbcUrl().replace("/postgres", "/blind"), server.username(), "")) {
            connection.createStatement().execute("revoke select on pg_stat_activity from public");
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }

        try (ProjectStore database = ProjectStore.open(config("blind"), event -> {})) {
            assertServes(database);
        }
        Leftovers.assertNoThreads();
    }

    private static void assertServes(ProjectStore database) {
        await().atMost(START)
                .until(() -> database.dataSource().connection().check().isHealthy());
        database.projects().create(new NewProject(new Slug("some-project"), "Some project", null));
        assertThat(database.projects().find(ProjectReference.parse("some-project")))
                .isPresent();
        assertThat(database.dataSource().connection().check().isHealthy()).isTrue();
        assertThat(database.dataSource().connection().health().state())
                .isIn(ConnectionState.CONNECTED, ConnectionState.SATURATED);
    }

    private static DatabaseConfig config(String name) {
        return DatabaseConfig.of(
                DatabaseUrl.parse(server.jdbcUrl().replace("/postgres", "/" + name)), DatabaseCredentials.of(name, ""));
    }
}
