package dev.lifeline.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.testing.TestConfig;
import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.CheckPassed;
import dev.lifeline.domain.port.in.FindProjectUseCase;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.service.ConnectionEventHub;
import dev.lifeline.domain.service.FindProjectService;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The embedding examples of the documentation, against a real database. */
class EmbeddingIT {

    @Test
    void the_readme_example_works() throws SQLException {
        try (PostgresServer server = PostgresServer.started()) {
            List<ConnectionEvent> told = new CopyOnWriteArrayList<>();
            var events = new ConnectionEventHub();
            events.add(event -> told.add(event));
            var config = DatabaseConfig.of(
                    DatabaseUrl.parse(server.jdbcUrl()), DatabaseCredentials.of(server.username(), "secret"));
            try (var database = ProjectStore.open(config, events)) {
                FindProjectUseCase projects = new FindProjectService(database.projects());
                assertThat(projects.find(ProjectReference.parse("aurora"))).isEmpty();
                try (var connection = database.dataSource().getConnection()) {
                    assertThat(connection.createStatement().execute("select 1")).isTrue();
                }
            }
            assertThat(told).hasAtLeastOneElementOfType(CheckPassed.class);
        }
    }

    @Test
    void a_transfer_between_two_rows_runs_once_across_server_crashes() {
        try (PostgresServer server = PostgresServer.started();
                ProjectStore database = ProjectStore.open(TestConfig.of(server), event -> {})) {
            server.execute("create table accounts (name text primary key, balance int not null)");
            server.execute("insert into accounts values ('alice', 100), ('bob', 0)");
            database.dataSource().write(WriteToken.random("warm-up"), connection -> "");
            Thread crashes = new Thread(() -> {
                for (int i = 0; i < 2; i++) {
                    server.kill();
                    server.start();
                }
            });

            crashes.start();
            int transfers = 0;
            while (transfers < 20 || crashes.isAlive()) {
                transfer(database, WriteToken.of("transfers", "order-" + transfers), "alice", "bob", 1);
                transfers++;
            }
            transfer(database, WriteToken.of("transfers", "order-0"), "alice", "bob", 1);

            assertThat(server.query("select balance from accounts where name = 'bob'"))
                    .isEqualTo(transfers);
            assertThat(server.query("select balance from accounts where name = 'alice'"))
                    .isEqualTo(100 - transfers);
        }
    }

    /** Equals the example in docs/embedding.md. */
    private static void transfer(ProjectStore database, WriteToken order, String from, String to, int amount) {
        database.dataSource().write(order, connection -> {
            try (var statement =
                    connection.prepareStatement("update accounts set balance = balance + ? where name = ?")) {
                statement.setInt(1, -amount);
                statement.setString(2, from);
                statement.executeUpdate();
                statement.setInt(1, amount);
                statement.setString(2, to);
                statement.executeUpdate();
            }
            return "";
        });
    }
}
