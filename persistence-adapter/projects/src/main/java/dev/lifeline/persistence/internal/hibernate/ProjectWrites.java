package dev.lifeline.persistence.internal.hibernate;

import static dev.lifeline.domain.project.ProjectOutcome.Kind.DELETED;
import static dev.lifeline.domain.project.ProjectOutcome.Kind.NOT_FOUND;
import static dev.lifeline.domain.project.ProjectOutcome.Kind.OTHER_VERSION;
import static dev.lifeline.domain.project.ProjectOutcome.Kind.SLUG_TAKEN;
import static dev.lifeline.persistence.internal.hibernate.ProjectEntity.COLUMNS;

import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectOutcome;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.VersionCondition;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.query.NativeQuery;

/** Writes projects in the caller's transaction, one attempt per call. Safe for use by several threads. */
public final class ProjectWrites {
    /** Returns no row if the slug is taken, instead of an error that would abort the transaction. */
    private static final String INSERT =
            """
            insert into {h-schema}projects (slug, name, description) values (:slug, :name, :description)
            on conflict (slug) do nothing
            returning\s"""
                    + COLUMNS;

    private static final String LOCK_BY_ID =
            "select " + COLUMNS + " from {h-schema}projects where id = :key for update";
    private static final String LOCK_BY_SLUG =
            "select " + COLUMNS + " from {h-schema}projects where slug = :key for update";

    /** Uses the time of the change rather than of the start of the transaction, which may precede an earlier change. */
    private static final String UPDATE =
            """
            update {h-schema}projects set slug = :slug, name = :name, description = :description,
              updated_at = clock_timestamp(), version = version + 1
            where id = :id
            returning\s"""
                    + COLUMNS;

    private static final String DELETE = "delete from {h-schema}projects where id = :id";

    private final Supplier<SessionFactory> sessions;

    /** Creates access through a session factory, which the caller closes. */
    ProjectWrites(Supplier<SessionFactory> sessions) {
        this.sessions = sessions;
    }

    /** Stores a new project, unless its slug is taken. */
    public ProjectOutcome create(Connection transaction, NewProject project) {
        return in(transaction, session -> stored(session.createNativeQuery(INSERT, ProjectEntity.class), project)
                .orElse(ProjectOutcome.of(SLUG_TAKEN)));
    }

    /** Replaces the content of a project, if it exists, the condition holds and the new slug is free. */
    public ProjectOutcome replace(
            Connection transaction, ProjectReference reference, NewProject content, VersionCondition condition)
            throws SQLException {
        Optional<Project> present = in(transaction, session -> lock(session, reference));
        Optional<ProjectOutcome> refusal = refusal(present, condition);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Project project = present.orElseThrow();
        return project.slug().equals(content.slug())
                ? update(transaction, project, content)
                : rename(transaction, project, content);
    }

    /** Relies on the unique index: only the index can decide reliably whether another project has the new slug. */
    private ProjectOutcome rename(Connection transaction, Project project, NewProject content) throws SQLException {
        Savepoint before = transaction.setSavepoint();
        try {
            return update(transaction, project, content);
        } catch (ConstraintViolationException e) {
            if (e.getKind() != ConstraintViolationException.ConstraintKind.UNIQUE) {
                throw e;
            }
            transaction.rollback(before);
            return ProjectOutcome.of(SLUG_TAKEN);
        }
    }

    private ProjectOutcome update(Connection transaction, Project project, NewProject content) {
        return in(transaction, session -> stored(
                        session.createNativeQuery(UPDATE, ProjectEntity.class)
                                .setParameter("id", project.id().value()),
                        content)
                .orElseThrow(() -> new IllegalStateException("the locked row no longer exists")));
    }

    /** Deletes a project, if it exists and the condition holds. */
    public ProjectOutcome delete(Connection transaction, ProjectReference reference, VersionCondition condition) {
        return in(transaction, session -> {
            Optional<Project> present = lock(session, reference);
            return refusal(present, condition).orElseGet(() -> remove(session, present.orElseThrow()));
        });
    }

    private static ProjectOutcome remove(StatelessSession session, Project project) {
        session.createNativeMutationQuery(DELETE)
                .setParameter("id", project.id().value())
                .executeUpdate();
        return ProjectOutcome.of(DELETED);
    }

    private static Optional<ProjectOutcome> refusal(Optional<Project> present, VersionCondition condition) {
        if (present.isEmpty()) {
            return Optional.of(ProjectOutcome.of(NOT_FOUND));
        }
        return condition.holdsFor(present.get()) ? Optional.empty() : Optional.of(ProjectOutcome.of(OTHER_VERSION));
    }

    private static Optional<Project> lock(StatelessSession session, ProjectReference reference) {
        NativeQuery<ProjectEntity> query = reference.fold(
                id -> session.createNativeQuery(LOCK_BY_ID, ProjectEntity.class).setParameter("key", id.value()),
                slug -> session.createNativeQuery(LOCK_BY_SLUG, ProjectEntity.class)
                        .setParameter("key", slug.value()));
        return query.uniqueResultOptional().map(ProjectEntity::toProject);
    }

    private static Optional<ProjectOutcome> stored(NativeQuery<ProjectEntity> statement, NewProject content) {
        return statement
                .setParameter("slug", content.slug().value())
                .setParameter("name", content.name())
                .setParameter("description", content.description(), String.class)
                .uniqueResultOptional()
                .map(row -> ProjectOutcome.stored(row.toProject()));
    }

    /** Closes the session and leaves the transaction open. */
    private <T> T in(Connection transaction, Function<StatelessSession, T> work) {
        try (StatelessSession session = sessions.get().openStatelessSession(transaction)) {
            return work.apply(session);
        }
    }
}
