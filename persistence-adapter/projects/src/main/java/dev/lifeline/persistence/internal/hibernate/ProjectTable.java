package dev.lifeline.persistence.internal.hibernate;

import static dev.lifeline.persistence.internal.hibernate.ProjectEntity.COLUMNS;

import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectId;
import dev.lifeline.domain.project.ProjectPage;
import dev.lifeline.domain.project.ProjectQuery;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import java.sql.Connection;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.query.SelectionQuery;

/**
 * Reads projects over the caller's connection, in autocommit mode. Each call is one round trip and one attempt. Safe
 * for use by several threads.
 */
public final class ProjectTable {
    private static final String BY_ID = "from Project where id = :key";
    private static final String BY_SLUG = "from Project where slug = :key";

    /** Native SQL, because HQL translates {@code array_contains} to an operator that no index supports. */
    private static final String BY_IDS = "select " + COLUMNS + " from {h-schema}projects where id = any(:keys)";

    private static final String BY_SLUGS = "select " + COLUMNS + " from {h-schema}projects where slug = any(:keys)";

    private static final String PAGE = "from Project where slug > :after order by slug";
    private static final String PAGE_OF_MATCHES =
            """
            from Project where slug > :after
              and (slug like :pattern escape '!' or lower(name) like :pattern escape '!')
            order by slug""";

    private static final String ECHO = "select cast(:text as text)";

    private final Supplier<SessionFactory> sessions;
    private final int searchSeconds;

    /**
     * Creates access through a session factory, which the caller closes.
     *
     * @param searchLimit longest duration of a search, rounded up to seconds, the unit of JDBC; then it is cancelled
     */
    ProjectTable(Supplier<SessionFactory> sessions, Duration searchLimit) {
        this.sessions = sessions;
        this.searchSeconds = Math.toIntExact(searchLimit.plusNanos(999_999_999).toSeconds());
    }

    /** Parses the HQL queries, which takes some tenths of a second the first time. Sends nothing to the database. */
    void prepare() {
        try (StatelessSession session = sessions.get().openStatelessSession()) {
            for (String query : List.of(BY_ID, BY_SLUG, PAGE, PAGE_OF_MATCHES)) {
                var unused = session.createSelectionQuery(query, ProjectEntity.class);
            }
        }
    }

    /** Returns the project with that id or slug; empty if there is none. */
    public Optional<Project> find(Connection connection, ProjectReference reference) {
        return reference.fold(id -> findById(connection, id), slug -> findBySlug(connection, slug));
    }

    /** Returns the project with that id; empty if there is none. */
    public Optional<Project> findById(Connection connection, ProjectId id) {
        return reading(connection, session -> findOne(session, BY_ID, id.value()));
    }

    /** Returns the project with that slug; empty if there is none. */
    public Optional<Project> findBySlug(Connection connection, Slug slug) {
        return reading(connection, session -> findOne(session, BY_SLUG, slug.value()));
    }

    private static Optional<Project> findOne(StatelessSession session, String query, Object key) {
        return session.createSelectionQuery(query, ProjectEntity.class)
                .setParameter("key", key)
                .uniqueResultOptional()
                .map(ProjectEntity::toProject);
    }

    /** Returns the existing projects with these ids, in one statement. */
    public Map<ProjectId, Project> findByIds(Connection connection, Collection<ProjectId> ids) {
        UUID[] keys = ids.stream().map(ProjectId::value).toArray(UUID[]::new);
        return findAll(connection, BY_IDS, keys, Project::id);
    }

    /** Returns the existing projects with these slugs, in one statement. */
    public Map<Slug, Project> findBySlugs(Connection connection, Collection<Slug> slugs) {
        String[] keys = slugs.stream().map(Slug::value).toArray(String[]::new);
        return findAll(connection, BY_SLUGS, keys, Project::slug);
    }

    private <K> Map<K, Project> findAll(Connection connection, String query, Object[] keys, Function<Project, K> key) {
        return reading(
                connection,
                session ->
                        session
                                .createNativeQuery(query, ProjectEntity.class)
                                .setParameter("keys", keys)
                                .getResultList()
                                .stream()
                                .map(ProjectEntity::toProject)
                                .collect(Collectors.toMap(key, Function.identity())));
    }

    /** Sends a text to the database and back; fails if the database cannot represent it. */
    public void echo(Connection connection, String text) {
        var unused = reading(connection, session -> session.createNativeQuery(ECHO, String.class)
                .setParameter("text", text)
                .getSingleResult());
    }

    /** Returns one page of projects, ordered by slug in code point order. */
    public ProjectPage list(Connection connection, ProjectQuery query) {
        List<Project> found = reading(connection, session -> pageQuery(session, query)
                .setParameter(
                        "after", query.after() == null ? "" : query.after().value())
                .setMaxResults(query.limit() + 1)
                .getResultList()
                .stream()
                .map(ProjectEntity::toProject)
                .toList());
        return ProjectPage.of(found, query.limit());
    }

    private SelectionQuery<ProjectEntity> pageQuery(StatelessSession session, ProjectQuery query) {
        if (query.text() == null) {
            return session.createSelectionQuery(PAGE, ProjectEntity.class);
        }
        return session.createSelectionQuery(PAGE_OF_MATCHES, ProjectEntity.class)
                .setParameter("pattern", containing(query.text()))
                .setTimeout(searchSeconds);
    }

    private static String containing(String text) {
        String literal = text.toLowerCase(Locale.ROOT)
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_");
        return "%" + literal + "%";
    }

    /** Runs one statement in autocommit mode: no transaction, and therefore no round trip to end one. */
    private <T> T reading(Connection connection, Function<StatelessSession, T> work) {
        try (StatelessSession session = sessions.get().openStatelessSession(connection)) {
            return work.apply(session);
        }
    }
}
