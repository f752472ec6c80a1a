package dev.lifeline.persistence.internal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.persistence.internal.migration.OwnTables;
import dev.lifeline.persistence.internal.migration.SchemaMigration;
import dev.lifeline.testing.postgres.PostgresServer;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class ProjectTableIT {

    @Test
    void a_lookup_is_one_statement_without_a_transaction_around_it() {
        try (PostgresServer server = PostgresServer.started()) {
            PGSimpleDataSource direct = new PGSimpleDataSource();
            direct.setUrl(server.jdbcUrl());
            direct.setUser(server.username());
            new SchemaMigration(direct, true, "", OwnTables.in("")).run("");
            server.execute("insert into projects (slug, name) values ('one', 'One')");
            RecordingDataSource source = new RecordingDataSource(direct);
            try (HibernateStore store = HibernateStore.open(source, () -> "")) {
                source.forget();

                assertThat(store.projects().find(ProjectReference.parse("one"))).isPresent();
            }
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
}
