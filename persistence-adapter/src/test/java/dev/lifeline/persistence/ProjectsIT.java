package dev.lifeline.persistence;

import dev.lifeline.domain.port.out.ProjectRepository;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.testing.ProjectRepositoryContract;
import dev.lifeline.persistence.testing.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The contract, kept on a real PostgreSQL; in a schema of our own, so that no statement forgets it. */
class ProjectsIT extends ProjectRepositoryContract {
    private static PostgresServer server;
    private static Database database;

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
        database = Database.open(server.config().withSchema("lifeline"), event -> {});
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

    @Override
    protected ProjectRepository repository() {
        return database.projects();
    }
}
