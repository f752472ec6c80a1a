package dev.lifeline.persistence.internal.project;

import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.datasource.work.SqlWork;
import dev.lifeline.domain.connection.DatabaseOperation;
import dev.lifeline.domain.port.out.ProjectRepository;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectOutcome;
import dev.lifeline.domain.project.ProjectPage;
import dev.lifeline.domain.project.ProjectQuery;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.VersionCondition;
import dev.lifeline.domain.write.WriteResult;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.persistence.internal.hibernate.HibernateStore;
import dev.lifeline.persistence.internal.hibernate.ProjectTable;
import dev.lifeline.persistence.internal.hibernate.ProjectWrites;
import dev.lifeline.persistence.internal.project.RefusedValues.Field;
import java.util.List;
import java.util.Optional;

/** Runs reads with the retry policies of the data source, and writes once per token. */
public final class ResilientProjectRepository implements ProjectRepository {
    private final ProjectTable table;
    private final ProjectWrites writes;
    private final LifelineDataSource source;
    private final RefusedValues refusals;

    /** Creates a repository that uses the store over the data source. */
    public ResilientProjectRepository(HibernateStore store, LifelineDataSource source) {
        this.table = store.projects();
        this.writes = store.writes();
        this.source = source;
        this.refusals = new RefusedValues(text -> source.read(connection -> {
            table.echo(connection, text);
            return text;
        }));
    }

    @Override
    public Optional<Project> find(ProjectReference reference) {
        return source.read(DatabaseOperation.FIND_PROJECT, connection -> table.find(connection, reference));
    }

    @Override
    public ProjectPage list(ProjectQuery query) {
        return refusals.naming(
                List.of(new Field("q", query.text())),
                () -> source.read(DatabaseOperation.LIST_PROJECTS, connection -> table.list(connection, query)));
    }

    @Override
    public WriteResult<ProjectOutcome> create(WriteToken token, NewProject project) {
        return refusals.naming(
                fields(project),
                () -> change(
                        DatabaseOperation.CREATE_PROJECT, token, transaction -> writes.create(transaction, project)));
    }

    @Override
    public WriteResult<ProjectOutcome> replace(
            WriteToken token, ProjectReference reference, NewProject content, VersionCondition condition) {
        return refusals.naming(
                fields(content),
                () -> change(
                        DatabaseOperation.REPLACE_PROJECT,
                        token,
                        transaction -> writes.replace(transaction, reference, content, condition)));
    }

    @Override
    public WriteResult<ProjectOutcome> delete(
            WriteToken token, ProjectReference reference, VersionCondition condition) {
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

    private WriteResult<ProjectOutcome> change(
            DatabaseOperation operation, WriteToken token, SqlWork<ProjectOutcome> change) {
        WriteResult<String> written =
                source.write(operation, token, transaction -> OutcomeText.of(change.run(transaction)));
        return new WriteResult<>(OutcomeText.parse(written.value()), written.replayed());
    }
}
