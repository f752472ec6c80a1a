package dev.lifeline.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.datasource.testing.TestConfig;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A table is altered while statements on it are prepared. Issue 15, number 7. The unit test of the classifier covers
 * messages in other languages.
 */
@Timeout(60)
class StalePlanIT {
    private static final String QUESTION = "select * from shapes where id = ?";

    /** Exceeds the driver's prepare threshold, after which it prepares a statement on the server. */
    private static final int OFTEN = 12;

    @Test
    void altering_a_table_under_load_fails_no_write_and_each_borrower_at_most_once() throws SQLException {
        try (PostgresServer server = PostgresServer.started()) {
            server.execute("create table shapes (id int primary key)");
            server.execute("insert into shapes values (1)");
            try (ProjectStore database = ProjectStore.open(TestConfig.of(server), event -> {})) {
                prepareOnAllConnections(database);

                server.execute("alter table shapes add column colour text");

                for (int i = 0; i < OFTEN; i++) {
                    assertThat(database.dataSource()
                                    .write(WriteToken.random("shape"), connection -> ask(connection))
                                    .value())
                            .isEqualTo("1");
                }
                assertThat(failuresOfBorrowers(database)).isZero();
            }
        }
    }

    @Test
    void projects_are_written_while_their_table_is_altered() {
        try (PostgresServer server = PostgresServer.started();
                ProjectStore database = ProjectStore.open(TestConfig.of(server), event -> {})) {
            for (int i = 0; i < OFTEN; i++) {
                rename(database, i);
            }

            server.execute("alter table projects alter column name type varchar(300)");

            for (int i = 0; i < OFTEN; i++) {
                rename(database, i);
            }
            assertThat(database.projects().find(ProjectReference.parse("one"))).isPresent();
        }
    }

    private static void rename(ProjectStore database, int i) {
        var content = new NewProject(new Slug("one"), "name " + i, null);
        database.projects().create(WriteToken.random("one"), content);
    }

    private static void prepareOnAllConnections(ProjectStore database) throws SQLException {
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(database.dataSource().getConnection());
        }
        for (Connection connection : all) {
            for (int i = 0; i < OFTEN; i++) {
                ask(connection);
            }
            connection.close();
        }
    }

    /**
     * Counts failures. In a transaction the driver cannot prepare the statement again, and borrowers get no retries.
     */
    private static int failuresOfBorrowers(ProjectStore database) {
        int failures = 0;
        for (int i = 0; i < OFTEN; i++) {
            try (Connection connection = database.dataSource().getConnection()) {
                connection.setAutoCommit(false);
                ask(connection);
                connection.commit();
            } catch (SQLException e) {
                failures++;
            }
        }
        return failures;
    }

    private static String ask(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUESTION)) {
            statement.setInt(1, 1);
            try (ResultSet answer = statement.executeQuery()) {
                answer.next();
                return answer.getString(1);
            }
        }
    }
}
