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
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Store of projects in PostgreSQL, on a self-recovering data source. The caller that opens it closes it, and the data
 * source with it. Safe for use by several threads.
 */
public final class ProjectStore implements AutoCloseable {
    /** Default of the longest duration of a search: 5 s. */
    public static final Duration DEFAULT_SEARCH_LIMIT = Duration.ofSeconds(5);

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
     * Opens the store and blocks until Hibernate has started, which takes a few seconds at most. The database need not
     * be reachable: the data source connects in the background until {@link #close}.
     *
     * @param listener receives all connection events, on the thread on which each event happens
     * @throws RuntimeException if Hibernate cannot start
     */
    public static ProjectStore open(DatabaseConfig config, ConnectionEventListener listener) {
        return open(LifelineDataSource.configure(config).listener(requireNonNull(listener, "listener")));
    }

    /**
     * Opens the store like {@link #open(DatabaseConfig, ConnectionEventListener)}, and traces each operation.
     *
     * @param tracer traces each operation on the thread that runs it
     */
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
     * Opens the store without waiting for Hibernate, which starts on another thread. Callers of {@link #projects} block
     * until it has started. Call {@link #awaitStarted} afterwards.
     *
     * @param listener receives all connection events, on the thread on which each event happens
     * @param tracer traces each operation on the thread that runs it
     */
    public static ProjectStore start(DatabaseConfig config, ConnectionEventListener listener, OperationTracer tracer) {
        return start(config, listener, tracer, DEFAULT_SEARCH_LIMIT);
    }

    /**
     * Opens the store like {@link #start(DatabaseConfig, ConnectionEventListener, OperationTracer)}, with another limit
     * for searches.
     *
     * @param searchLimit longest duration of a search, which reads all rows in the worst case, rounded up to seconds;
     *     the search is then cancelled, and fails as if the database were unavailable. The deadline of operations holds
     *     as well
     */
    public static ProjectStore start(
            DatabaseConfig config, ConnectionEventListener listener, OperationTracer tracer, Duration searchLimit) {
        return start(
                LifelineDataSource.configure(config)
                        .listener(requireNonNull(listener, "listener"))
                        .tracer(requireNonNull(tracer, "tracer")),
                searchLimit);
    }

    /** Starts a store on a data source that a test has configured. */
    static ProjectStore start(LifelineDataSourceBuilder builder) {
        return start(builder, DEFAULT_SEARCH_LIMIT);
    }

    private static ProjectStore start(LifelineDataSourceBuilder builder, Duration searchLimit) {
        DatabaseConfig config = builder.config();
        ProjectsSchema schema = ProjectsSchema.of(config.schema());
        LifelineDataSource source = builder.schema(new SchemaMigration(config.migrate(), config.schema(), schema))
                .open();
        HibernateStore hibernate = HibernateStore.open(source, schema::prefix, searchLimit);
        return new ProjectStore(source, hibernate, config.batch().enabled());
    }

    /**
     * Blocks until Hibernate has started; the database need not be reachable.
     *
     * @throws RuntimeException if Hibernate cannot start; the store is unusable then and must be closed
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

    /** Reads the row of a single key with the statement that has a cached plan; empty if there are several keys. */
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

    /**
     * Returns the repository of projects, which waits and retries during outages. Never blocks. The repository is
     * usable until the store is closed.
     */
    public ProjectRepository projects() {
        return projects;
    }

    /** Returns the data source of the store, for SQL of the application. The store closes it. */
    public LifelineDataSource dataSource() {
        return source;
    }

    /**
     * Closes the store: refuses new callers, waits a few seconds for work in flight, then closes its connections and
     * stops all threads that the store has started. Waits for a start of Hibernate that is under way.
     */
    @Override
    public void close() {
        try {
            source.close();
        } finally {
            hibernate.close();
        }
    }
}
