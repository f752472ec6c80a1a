package dev.lifeline.persistence.internal.hibernate;

import dev.lifeline.domain.port.out.ProjectRepository;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectId;
import dev.lifeline.domain.project.ProjectPage;
import dev.lifeline.domain.project.ProjectQuery;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.domain.project.SlugAlreadyTakenException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.query.SelectionQuery;

/** Projects in a table, plain: every call is tried once. A lookup costs one round trip. */
final class HibernateProjectRepository implements ProjectRepository {
    private static final String BY_ID = "from Project where id = :key";
    private static final String BY_SLUG = "from Project where slug = :key";
    private static final String PAGE = "from Project where slug > :after order by slug";
    private static final String PAGE_OF_MATCHES =
            """
            from Project where slug > :after
              and (slug like :pattern escape '!' or lower(name) like :pattern escape '!')
            order by slug""";

    /** Yields no row if the slug is taken: no failed transaction, no exception to tell from others. */
    private static final String INSERT =
            """
            insert into projects (slug, name, description) values (:slug, :name, :description)
            on conflict (slug) do nothing
            returning id, slug, name, description, created_at, updated_at, version""";

    private final UnitOfWork work;

    /** A repository over that factory, which stays the caller's to close. */
    HibernateProjectRepository(SessionFactory sessions) {
        this.work = new UnitOfWork(sessions);
    }

    @Override
    public Optional<Project> find(ProjectReference reference) {
        return reference.fold(this::findById, this::findBySlug);
    }

    private Optional<Project> findById(ProjectId id) {
        return work.reading(session -> findOne(session, BY_ID, id.value()));
    }

    private Optional<Project> findBySlug(Slug slug) {
        return work.reading(session -> findOne(session, BY_SLUG, slug.value()));
    }

    private static Optional<Project> findOne(StatelessSession session, String query, Object key) {
        return session.createSelectionQuery(query, ProjectEntity.class)
                .setParameter("key", key)
                .uniqueResultOptional()
                .map(ProjectEntity::toProject);
    }

    @Override
    public ProjectPage list(ProjectQuery query) {
        List<Project> found = work.reading(session -> pageQuery(session, query)
                .setParameter(
                        "after", query.after() == null ? "" : query.after().value())
                .setMaxResults(query.limit() + 1)
                .getResultList()
                .stream()
                .map(ProjectEntity::toProject)
                .toList());
        return ProjectPage.of(found, query.limit());
    }

    private static SelectionQuery<ProjectEntity> pageQuery(StatelessSession session, ProjectQuery query) {
        if (query.text() == null) {
            return session.createSelectionQuery(PAGE, ProjectEntity.class);
        }
        return session.createSelectionQuery(PAGE_OF_MATCHES, ProjectEntity.class)
                .setParameter("pattern", containing(query.text()));
    }

    private static String containing(String text) {
        String literal = text.toLowerCase(Locale.ROOT)
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_");
        return "%" + literal + "%";
    }

    @Override
    public Project create(NewProject project) {
        return work.writing(session -> insert(session, project))
                .map(ProjectEntity::toProject)
                .orElseThrow(() -> new SlugAlreadyTakenException(project.slug()));
    }

    private static Optional<ProjectEntity> insert(StatelessSession session, NewProject project) {
        return session.createNativeQuery(INSERT, ProjectEntity.class)
                .setParameter("slug", project.slug().value())
                .setParameter("name", project.name())
                .setParameter("description", project.description(), String.class)
                .uniqueResultOptional();
    }
}
