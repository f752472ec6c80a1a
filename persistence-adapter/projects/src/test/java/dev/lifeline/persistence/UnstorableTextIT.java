package dev.lifeline.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.domain.project.InvalidInputException;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.ProjectOutcome;
import dev.lifeline.domain.project.ProjectQuery;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.domain.project.VersionCondition;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.testing.postgres.PostgresServer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Issue 15, number 21: a value that the database cannot store is the caller's error, and the error names the field. */
@Timeout(90)
class UnstorableTextIT {
    private static final String UNKNOWN_IN_LATIN1 = "\u65E5\u672C";

    private static PostgresServer server;
    private static ProjectStore database;

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
        server.execute("create database latin encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0");
        String url = server.jdbcUrl().replaceAll("/[^/]*$", "/latin");
        var credentials = DatabaseCredentials.of(server.username(), "");
        database = ProjectStore.open(DatabaseConfig.of(DatabaseUrl.parse(url), credentials), event -> {});
    }

    @AfterAll
    static void stop() {
        database.close();
        server.close();
    }

    @Test
    void a_name_that_the_encoding_cannot_represent_is_reported() {
        assertRefused("name", () -> create("a", UNKNOWN_IN_LATIN1, "fine"));
    }

    @Test
    void a_description_that_the_encoding_cannot_represent_is_reported() {
        assertRefused("description", () -> create("b", "fine", UNKNOWN_IN_LATIN1));
    }

    @Test
    void a_replacement_that_the_encoding_cannot_represent_is_reported() {
        create("c", "fine", null);

        assertRefused("description", () -> database.projects()
                .replace(
                        WriteToken.random("test"),
                        ProjectReference.parse("c"),
                        new NewProject(new Slug("c"), "still fine", UNKNOWN_IN_LATIN1),
                        VersionCondition.any()));
        assertThat(database.projects()
                        .find(ProjectReference.parse("c"))
                        .orElseThrow()
                        .name())
                .isEqualTo("fine");
    }

    @Test
    void a_search_text_that_the_encoding_cannot_represent_is_reported() {
        assertRefused("q", () -> database.projects().list(new ProjectQuery(10, null, UNKNOWN_IN_LATIN1)));
    }

    @Test
    void text_that_the_encoding_can_represent_is_stored() {
        assertThat(create("e", "\u00E9t\u00E9", "\u00FC").stored()).isPresent();
    }

    private static ProjectOutcome create(String slug, String name, String description) {
        return database.projects()
                .create(WriteToken.random("test"), new NewProject(new Slug(slug), name, description))
                .value();
    }

    private static void assertRefused(String field, ThrowingCallable call) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.field()).isEqualTo(field))
                .withMessage(field + " contains a character that the database cannot store");
    }
}
