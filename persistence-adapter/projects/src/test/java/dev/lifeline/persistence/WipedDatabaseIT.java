package dev.lifeline.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.testing.Leftovers;
import dev.lifeline.datasource.testing.TestConfig;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.FaultProxy;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that is emptied or recreated while the service runs: the schema is created again. */
class WipedDatabaseIT {
    private static final Duration RECOVERY = Duration.ofSeconds(10);
    private static final ProjectReference SOME = ProjectReference.parse("some-project");

    private PostgresServer server;
    private ProjectStore database;

    @BeforeEach
    void start() {
        server = PostgresServer.started();
        database = ProjectStore.open(TestConfig.of(server), event -> {});
        await().until(() -> database.dataSource().connection().check().isHealthy());
        create();
    }

    @AfterEach
    void end() {
        database.close();
        Leftovers.assertNoThreads();
        server.close();
    }

    @Test
    void a_read_after_the_schema_was_dropped_recreates_it() {
        wipe();

        assertThat(database.projects().find(SOME)).isEmpty();
    }

    @Test
    void a_write_after_the_schema_was_dropped_recreates_it() {
        wipe();

        create();

        assertThat(database.projects().find(SOME)).isPresent();
    }

    @Test
    void a_custom_write_after_the_schema_was_dropped_recreates_it() {
        wipe();

        assertThat(database.dataSource()
                        .write(WriteToken.random("t"), connection -> "written")
                        .value())
                .isEqualTo("written");
    }

    @Test
    void a_forced_reconnect_recreates_a_missing_schema() {
        wipe();

        assertThat(database.dataSource().connection().reconnect().isHealthy()).isTrue();

        assertThat(server.query("select count(*) from pg_tables where tablename in ('projects', 'write_receipts')"))
                .isEqualTo(2);
    }

    @Test
    void a_database_that_was_dropped_and_recreated_gets_its_schema() {
        database.close();
        server.execute("create database other");
        database = ProjectStore.open(
                DatabaseConfig.of(
                        DatabaseUrl.parse(server.jdbcUrl().replace("/postgres", "/other")),
                        DatabaseCredentials.of(server.username(), "")),
                event -> {});
        await().until(() -> database.dataSource().connection().check().isHealthy());
        create();

        server.execute("drop database other with (force)");
        server.execute("create database other");

        await().atMost(RECOVERY)
                .until(() -> database.dataSource().connection().check().isHealthy());
        assertThat(database.projects().find(SOME)).isEmpty();
        create();
    }

    /** As when a backup is restored, or an address is moved to another cluster. */
    @Test
    void another_cluster_behind_the_same_address_gets_its_schema() {
        database.close();
        try (PostgresServer other = PostgresServer.startedWithOwnCluster();
                FaultProxy proxy = FaultProxy.to(server.port())) {
            database = ProjectStore.open(
                    DatabaseConfig.of(
                            DatabaseUrl.parse("jdbc:postgresql://127.0.0.1:" + proxy.port() + "/postgres"),
                            DatabaseCredentials.of(server.username(), "")),
                    event -> {});
            assertThat(database.projects().find(SOME)).isPresent();

            proxy.turnTo(other.port());

            assertThat(database.projects().find(SOME)).isEmpty();
            create();
            assertThat(other.query("select count(*) from projects")).isEqualTo(1);
            database.close();
        }
    }

    private void wipe() {
        server.execute("drop schema public cascade; create schema public");
    }

    private void create() {
        database.projects().create(new NewProject(new Slug("some-project"), "Some project", null));
    }
}
