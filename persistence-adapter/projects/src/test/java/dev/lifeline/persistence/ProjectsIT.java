package dev.lifeline.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeline.datasource.testing.TestConfig;
import dev.lifeline.domain.connection.DatabaseOperationException;
import dev.lifeline.domain.port.out.ProjectRepository;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.domain.project.VersionCondition;
import dev.lifeline.domain.testing.ProjectRepositoryContract;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.testing.postgres.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The repository contract against a real PostgreSQL; in a separate schema, so that a statement without the schema
 * fails.
 */
class ProjectsIT extends ProjectRepositoryContract {
    private static PostgresServer server;
    private static ProjectStore database;

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
        database = ProjectStore.open(TestConfig.of(server).withSchema("lifeline"), event -> {});
    }

    @AfterAll
    static void stop() {
        database.close();
        server.close();
    }

    @BeforeEach
    void empty() {
        repository().find(ProjectReference.parse("any"));
        server.execute("truncate lifeline.projects");
    }

    @Test
    void a_violated_check_constraint_is_not_reported_as_a_taken_slug() {
        Project project = repository().create(new NewProject(new Slug("apollo"), "Apollo", null));
        server.execute("alter table lifeline.projects add constraint ours check (name <> 'Gemini')");
        try {
            assertThatExceptionOfType(DatabaseOperationException.class).isThrownBy(() -> repository()
                    .replace(
                            WriteToken.random("test"),
                            new ProjectReference.ById(project.id()),
                            new NewProject(new Slug("gemini"), "Gemini", null),
                            VersionCondition.any()));
        } finally {
            server.execute("alter table lifeline.projects drop constraint ours");
        }
        assertThat(repository().find(new ProjectReference.ById(project.id()))).contains(project);
    }

    @Override
    protected ProjectRepository repository() {
        return database.projects();
    }
}
