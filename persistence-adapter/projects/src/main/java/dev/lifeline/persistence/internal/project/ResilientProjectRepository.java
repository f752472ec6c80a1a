package dev.lifeline.persistence.internal.project;

import dev.lifeline.domain.connection.DatabaseOperation;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.port.out.ProjectRepository;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectOutcome;
import dev.lifeline.domain.project.ProjectPage;
import dev.lifeline.domain.project.ProjectQuery;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.VersionCondition;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.domain.write.Written;
import dev.lifeline.persistence.internal.hibernate.HibernateStore;
import dev.lifeline.persistence.internal.hibernate.ProjectTable;
import dev.lifeline.persistence.internal.hibernate.ProjectWrites;
import dev.lifeline.persistence.internal.policy.ResilientExecutor;
import dev.lifeline.persistence.internal.project.RefusedValues.Field;
import dev.lifeline.persistence.internal.write.SafeWriter;
import dev.lifeline.persistence.transaction.Work;
import java.util.List;
import java.util.Optional;

/** Runs every look-up under the recovery engine's policies, and does every change once. */
public final class ResilientProjectRepository implements ProjectRepository {
    private final ProjectTable table;
    private final ProjectWrites writes;
    private final ResilientExecutor executor;
    private final SafeWriter writer;
    private final OperationTracer tracer;
    private final RefusedValues refusals;

    /** The projects of a store. */
    public ResilientProjectRepository(
            HibernateStore store, ResilientExecutor executor, SafeWriter writer, OperationTracer tracer) {
        this.table = store.projects();
        this.writes = store.writes();
        this.executor = executor;
        this.writer = writer;
        this.tracer = tracer;
        this.refusals = new RefusedValues(text -> executor.run(() -> {
            table.echo(text);
            return text;
        }));
    }

    @Override
    public Optional<Project> find(ProjectReference reference) {
        return tracer.trace(DatabaseOperation.FIND_PROJECT, () -> executor.run(() -> table.find(reference)));
    }

    @Override
    public ProjectPage list(ProjectQuery query) {
        return refusals.naming(
                List.of(new Field("q", query.text())),
                () -> tracer.trace(DatabaseOperation.LIST_PROJECTS, () -> executor.run(() -> table.list(query))));
    }

    @Override
    public Written<ProjectOutcome> create(WriteToken token, NewProject project) {
        return refusals.naming(
                fields(project),
                () -> change(
                        DatabaseOperation.CREATE_PROJECT, token, transaction -> writes.create(transaction, project)));
    }

    @Override
    public Written<ProjectOutcome> replace(
            WriteToken token, ProjectReference reference, NewProject content, VersionCondition condition) {
        return refusals.naming(
                fields(content),
                () -> change(
                        DatabaseOperation.REPLACE_PROJECT,
                        token,
                        transaction -> writes.replace(transaction, reference, content, condition)));
    }

    @Override
    public Written<ProjectOutcome> delete(WriteToken token, ProjectReference reference, VersionCondition condition) {
        return change(
                DatabaseOperation.DELETE_PROJECT,
                token,
                transaction -> writes.delete(transaction, reference, condition));
    }

    private static List<Field> fields(NewProject content) {
        return List.of(
                new Field("name", content.name()),
                new Field("description", content.description()),
                new Field("slug", content.slug().value()));
    }

    private Written<ProjectOutcome> change(DatabaseOperation operation, WriteToken token, Work<ProjectOutcome> change) {
        Written<String> written =
                writer.write(operation, token, transaction -> OutcomeText.of(change.run(transaction)));
        return new Written<>(OutcomeText.parse(written.value()), written.replayed());
    }
}
