package dev.lifeline.persistence.internal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.port.out.ProjectRepository;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.domain.testing.ProjectRepositoryContract;
import dev.lifeline.persistence.internal.migration.SchemaMigration;
import dev.lifeline.persistence.testing.PostgresServer;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The contract, kept by Hibernate on a real PostgreSQL. */
class HibernateProjectRepositoryIT extends ProjectRepositoryContract {
    private static PostgresServer server;
    private static RecordingDataSource source;
    private static SessionFactory sessions;

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
        PGSimpleDataSource direct = new PGSimpleDataSource();
        direct.setUrl(server.jdbcUrl());
        direct.setUser(server.username());
        new SchemaMigration(direct, true).run();
        source = new RecordingDataSource(direct);
        sessions = SessionFactoryBootstrap.boot(source);
    }

    @AfterAll
    static void stop() {
        sessions.close();
        server.close();
    }

    @BeforeEach
    void empty() {
        server.execute("truncate projects");
    }

    @Override
    protected ProjectRepository repository() {
        return new HibernateProjectRepository(sessions);
    }

    @Test
    void a_lookup_is_one_statement_without_a_transaction_around_it() {
        repository().create(new NewProject(new Slug("one"), "One", null));
        source.forget();

        assertThat(repository().find(ProjectReference.parse("one"))).isPresent();

        assertThat(source.calls())
                .containsOnlyOnce("prepareStatement")
                .doesNotContain(
                        "createStatement",
                        "prepareCall",
                        "isValid",
                        "setAutoCommit",
                        "setReadOnly",
                        "commit",
                        "rollback");
    }
}
