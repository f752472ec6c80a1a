package dev.lifeline.persistence.internal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.persistence.ProjectStore;
import dev.lifeline.persistence.internal.migration.ProjectsSchema;
import dev.lifeline.persistence.internal.migration.SchemaMigration;
import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class ProjectTableIT {

    @Test
    void a_lookup_is_one_statement_without_a_transaction_around_it() throws SQLException {
        try (PostgresServer server = PostgresServer.started()) {
            PGSimpleDataSource direct = new PGSimpleDataSource();
            direct.setUrl(server.jdbcUrl());
            direct.setUser(server.username());
            try (Connection connection = direct.getConnection()) {
                new SchemaMigration(true, "", ProjectsSchema.of("")).bringUpToDate(connection);
            }
            server.execute("insert into projects (slug, name) values ('one', 'One')");
            RecordingDataSource source = new RecordingDataSource(direct);
            try (HibernateStore store = HibernateStore.open(source, () -> "", ProjectStore.DEFAULT_SEARCH_LIMIT);
                    Connection connection = source.getConnection()) {
                source.forget();

                assertThat(store.projects().find(connection, ProjectReference.parse("one")))
                        .isPresent();
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
