package dev.lifeline.persistence.history;

import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectId;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.testing.postgres.PostgresServer;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Final content of the database, read without any code under test.
 *
 * @param receipts keys of all used tokens
 */
public record Evidence(List<Project> projects, Set<String> receipts) {
    private static final String ROWS =
            """
            select concat_ws('|', id, slug, name, version,
              to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
              to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
            from projects""";

    /** Reads the content; no client may be writing any more. */
    public static Evidence of(PostgresServer server) {
        return new Evidence(
                server.texts(ROWS).stream().map(Evidence::project).toList(),
                Set.copyOf(server.texts("select key from write_receipts")));
    }

    private static Project project(String row) {
        String[] parts = row.split("\\|");
        return new Project(
                ProjectId.parse(parts[0]),
                new Slug(parts[1]),
                parts[2],
                null,
                Instant.parse(parts[4]),
                Instant.parse(parts[5]),
                Long.parseLong(parts[3]));
    }
}
