package dev.lifeline.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.CheckPassed;
import dev.lifeline.domain.port.in.FindProjectUseCase;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.service.ConnectionEventHub;
import dev.lifeline.domain.service.FindProjectService;
import dev.lifeline.persistence.config.DatabaseConfig;
import dev.lifeline.persistence.config.DatabaseCredentials;
import dev.lifeline.persistence.config.DatabaseUrl;
import dev.lifeline.persistence.testing.PostgresServer;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The lines of the README that show how to embed, against a real database. */
class EmbeddingIT {

    @Test
    void the_readme_s_example_does_what_it_says() throws SQLException {
        try (PostgresServer server = PostgresServer.started()) {
            List<ConnectionEvent> told = new CopyOnWriteArrayList<>();
            var events = new ConnectionEventHub();
            events.add(event -> told.add(event));
            var config = DatabaseConfig.of(
                    DatabaseUrl.parse(server.jdbcUrl()), DatabaseCredentials.of(server.username(), "secret"));
            try (var database = Database.open(config, events)) {
                FindProjectUseCase projects = new FindProjectService(database.projects());
                assertThat(projects.find(ProjectReference.parse("aurora"))).isEmpty();
                try (var connection = database.dataSource().getConnection()) {
                    assertThat(connection.createStatement().execute("select 1")).isTrue();
                }
            }
            assertThat(told).hasAtLeastOneElementOfType(CheckPassed.class);
        }
    }
}
