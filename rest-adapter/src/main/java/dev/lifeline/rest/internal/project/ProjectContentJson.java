package dev.lifeline.rest.internal.project;

import dev.lifeline.domain.project.InvalidInputException;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.rest.internal.json.TextFields;
import java.util.Set;

/** Request body to create or replace a project. */
final class ProjectContentJson {
    private static final Set<String> FIELDS = Set.of("slug", "name", "description");

    private ProjectContentJson() {}

    /**
     * Parses a request body.
     *
     * @throws InvalidInputException if a field breaks its rule
     */
    static NewProject parse(byte[] body) {
        TextFields fields = TextFields.parse(body, FIELDS);
        Slug slug = new Slug(fields.require("slug"));
        return new NewProject(
                slug, fields.require("name"), fields.find("description").orElse(null));
    }
}
