package dev.lifeline.domain.testing;

import dev.lifeline.domain.port.out.ProjectRepository;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectId;
import dev.lifeline.domain.project.ProjectPage;
import dev.lifeline.domain.project.ProjectQuery;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.domain.project.SlugAlreadyTakenException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Keeps projects in memory. Safe for use by several threads. */
public final class InMemoryProjectRepository implements ProjectRepository {
    private final ConcurrentNavigableMap<Slug, Project> projects = new ConcurrentSkipListMap<>();
    private final Clock clock;

    /** An empty store that takes the times of its projects from a clock. */
    public InMemoryProjectRepository(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Optional<Project> find(ProjectReference reference) {
        return reference.fold(this::byId, slug -> Optional.ofNullable(projects.get(slug)));
    }

    @Override
    public ProjectPage list(ProjectQuery query) {
        Slug after = query.after();
        var behind = after == null ? projects : projects.tailMap(after, false);
        var found = behind.values().stream()
                .filter(project -> matches(project, query))
                .limit(query.limit() + 1L)
                .toList();
        return ProjectPage.of(found, query.limit());
    }

    @Override
    public Project create(NewProject wanted) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS); // as exact as PostgreSQL keeps times
        var id = new ProjectId(UUID.randomUUID());
        var created = new Project(id, wanted.slug(), wanted.name(), wanted.description(), now, now, 0);
        if (projects.putIfAbsent(wanted.slug(), created) != null) {
            throw new SlugAlreadyTakenException(wanted.slug());
        }
        return created;
    }

    private Optional<Project> byId(ProjectId id) {
        return projects.values().stream()
                .filter(project -> project.id().equals(id))
                .findAny();
    }

    private static boolean matches(Project project, ProjectQuery query) {
        String text = query.text();
        return text == null
                || containsIgnoringCase(project.slug().value(), text)
                || containsIgnoringCase(project.name(), text);
    }

    private static boolean containsIgnoringCase(String where, String what) {
        return where.toLowerCase(Locale.ROOT).contains(what.toLowerCase(Locale.ROOT));
    }
}
