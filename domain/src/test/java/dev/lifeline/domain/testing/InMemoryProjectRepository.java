package dev.lifeline.domain.testing;

import dev.lifeline.domain.port.out.ProjectRepository;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectId;
import dev.lifeline.domain.project.ProjectOutcome;
import dev.lifeline.domain.project.ProjectOutcome.Kind;
import dev.lifeline.domain.project.ProjectPage;
import dev.lifeline.domain.project.ProjectQuery;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.domain.project.VersionCondition;
import dev.lifeline.domain.write.TokenReusedException;
import dev.lifeline.domain.write.WriteResult;
import dev.lifeline.domain.write.WriteToken;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Repository that keeps projects in memory. Safe for use by several threads. */
public final class InMemoryProjectRepository implements ProjectRepository {
    private final ConcurrentNavigableMap<Slug, Project> projects = new ConcurrentSkipListMap<>();
    private final Map<String, Receipt> receipts = new HashMap<>();
    private final Clock clock;

    /** Creates an empty repository that takes timestamps from a clock. */
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
    public WriteResult<ProjectOutcome> create(WriteToken token, NewProject wanted) {
        return once(token, () -> {
            Instant now = now();
            var id = new ProjectId(UUID.randomUUID());
            var created = new Project(id, wanted.slug(), wanted.name(), wanted.description(), now, now, 0);
            return projects.putIfAbsent(wanted.slug(), created) == null
                    ? ProjectOutcome.stored(created)
                    : ProjectOutcome.of(Kind.SLUG_TAKEN);
        });
    }

    @Override
    public WriteResult<ProjectOutcome> replace(
            WriteToken token, ProjectReference reference, NewProject content, VersionCondition condition) {
        return once(token, () -> change(reference, condition, project -> replaced(project, content)));
    }

    @Override
    public WriteResult<ProjectOutcome> delete(
            WriteToken token, ProjectReference reference, VersionCondition condition) {
        return once(
                token,
                () -> change(reference, condition, project -> {
                    projects.remove(project.slug());
                    return ProjectOutcome.of(Kind.DELETED);
                }));
    }

    private ProjectOutcome replaced(Project project, NewProject content) {
        if (!content.slug().equals(project.slug()) && projects.containsKey(content.slug())) {
            return ProjectOutcome.of(Kind.SLUG_TAKEN);
        }
        var changed = new Project(
                project.id(),
                content.slug(),
                content.name(),
                content.description(),
                project.createdAt(),
                now(),
                project.version() + 1);
        projects.remove(project.slug());
        projects.put(changed.slug(), changed);
        return ProjectOutcome.stored(changed);
    }

    private ProjectOutcome change(
            ProjectReference reference, VersionCondition condition, Function<Project, ProjectOutcome> change) {
        Optional<Project> present = find(reference);
        if (present.isEmpty()) {
            return ProjectOutcome.of(Kind.NOT_FOUND);
        }
        return condition.holdsFor(present.get()) ? change.apply(present.get()) : ProjectOutcome.of(Kind.OTHER_VERSION);
    }

    private synchronized WriteResult<ProjectOutcome> once(WriteToken token, Supplier<ProjectOutcome> write) {
        Receipt earlier = receipts.get(token.toString());
        if (earlier == null) {
            ProjectOutcome outcome = write.get();
            receipts.put(token.toString(), new Receipt(token.fingerprint(), outcome));
            return new WriteResult<>(outcome, false);
        }
        if (!earlier.fingerprint().equals(token.fingerprint())) {
            throw new TokenReusedException(token);
        }
        return new WriteResult<>(earlier.outcome(), true);
    }

    private record Receipt(String fingerprint, ProjectOutcome outcome) {}

    /** Returns the time with microsecond precision, as PostgreSQL stores it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
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
