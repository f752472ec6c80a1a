package dev.lifeline.persistence;

import static java.util.Objects.requireNonNull;

import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.datasource.LifelineDataSourceBuilder;
import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.domain.connection.DatabaseOperation;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.port.out.ProjectRepository;
import dev.lifeline.domain.project.Project;
import dev.lifeline.persistence.internal.hibernate.HibernateStore;
import dev.lifeline.persistence.internal.hibernate.ProjectTable;
import dev.lifeline.persistence.internal.migration.ProjectsSchema;
import dev.lifeline.persistence.internal.migration.SchemaMigration;
import dev.lifeline.persistence.internal.project.BatchingProjectRepository;
import dev.lifeline.persistence.internal.project.ResilientProjectRepository;
import java.sql.Connection;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Projects in PostgreSQL, on a data source whose connections recover by themselves. The caller that opens it closes it, and with it
 * the data source. Safe for use by several threads.
 */
public final class ProjectStore implements AutoCloseable {
    private final LifelineDataSource source;
    private final HibernateStore hibernate;
    private final ProjectRepository projects;

    private ProjectStore(LifelineDataSource source, HibernateStore hibernate, boolean batching) {
        this.source = source;
        this.hibernate = hibernate;
        ProjectRepository plain = new ResilientProjectRepository(hibernate, source);
        this.projects = batching ? batching(plain) : plain;
    }

    /**
     * Opens the store and waits until Hibernate has started, some seconds at most. The database need not be reachable: the data source
     * connects in the background until {@link #close}.
     *
     * @param listener gets all events of the connection
     * @throws RuntimeException if Hibernate cannot start
     */
    public static ProjectStore open(DatabaseConfig config, ConnectionEventListener listener) {
        return open(LifelineDataSource.configure(config).listener(requireNonNull(listener, "listener")));
    }

    /** Opens the store as {@link #open(DatabaseConfig, ConnectionEventListener)} does, with a tracer of each operation. */
    public static ProjectStore open(DatabaseConfig config, ConnectionEventListener listener, OperationTracer tracer) {
        return open(LifelineDataSource.configure(config)
                .listener(requireNonNull(listener, "listener"))
                .tracer(requireNonNull(tracer, "tracer")));
    }

    private static ProjectStore open(LifelineDataSourceBuilder builder) {
        ProjectStore store = start(builder);
        boolean started = false;
        try {
            store.awaitStarted();
            started = true;
            return store;
        } finally {
            if (!started) {
                store.close();
            }
        }
    }

    /**
     * Opens the store, but leaves the start of Hibernate, which takes most of the time, to another thread. Callers of {@link #projects}
     * block until Hibernate is up. Call {@link #awaitStarted} afterwards.
     *
     * @param listener gets all events of the connection
     * @param tracer follows each operation on the thread that calls
     */
    public static ProjectStore start(DatabaseConfig config, ConnectionEventListener listener, OperationTracer tracer) {
        return start(LifelineDataSource.configure(config)
                .listener(requireNonNull(listener, "listener"))
                .tracer(requireNonNull(tracer, "tracer")));
    }

    /** Starts on a data source that a test configured. */
    static ProjectStore start(LifelineDataSourceBuilder builder) {
        DatabaseConfig config = builder.config();
        ProjectsSchema schema = ProjectsSchema.of(config.schema());
        LifelineDataSource source = builder.schema(new SchemaMigration(config.migrate(), config.schema(), schema))
                .open();
        HibernateStore hibernate = HibernateStore.open(source, schema::prefix);
        return new ProjectStore(source, hibernate, config.batch().enabled());
    }

    /**
     * Waits until Hibernate has started; the database need not be reachable.
     *
     * @throws RuntimeException if it cannot start; the store is of no use then, and has to be closed
     */
    public void awaitStarted() {
        hibernate.awaitBooted();
    }

    private ProjectRepository batching(ProjectRepository plain) {
        ProjectTable table = hibernate.projects();
        return new BatchingProjectRepository(
                plain,
                source.lookup(DatabaseOperation.FIND_PROJECT, (connection, keys) -> one(
                                connection, keys, table::findById, Project::id)
                        .orElseGet(() -> table.findByIds(connection, keys))),
                source.lookup(DatabaseOperation.FIND_PROJECT, (connection, keys) -> one(
                                connection, keys, table::findBySlug, Project::slug)
                        .orElseGet(() -> table.findBySlugs(connection, keys))));
    }

    /** Returns the row of a single key by the statement that has a shared plan; nothing if there are several keys. */
    private static <K> Optional<Map<K, Project>> one(
            Connection connection,
            Collection<K> keys,
            BiFunction<Connection, K, Optional<Project>> find,
            Function<Project, K> key) {
        if (keys.size() != 1) {
            return Optional.empty();
        }
        return Optional.of(find.apply(connection, keys.iterator().next())
                .map(project -> Map.of(key.apply(project), project))
                .orElse(Map.of()));
    }

    /** Returns the repository of projects, which waits and retries through outages. */
    public ProjectRepository projects() {
        return projects;
    }

    /** Returns the data source below, for statements of the caller's own. It is closed with the store. */
    public LifelineDataSource dataSource() {
        return source;
    }

    /** Refuses new callers, lets work in flight finish for a few seconds, then ends it. Stops every thread it started. */
    @Override
    public void close() {
        try {
            source.close();
        } finally {
            hibernate.close();
        }
    }
}
