package dev.lifeline.persistence;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.connection.DatabaseOperation;
import dev.lifeline.domain.connection.DatabaseOperationException;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.TransactionInDoubtException;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.domain.port.out.DatabaseConnection;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.port.out.ProjectRepository;
import dev.lifeline.domain.port.out.WriteReceipts;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.domain.write.TokenReusedException;
import dev.lifeline.domain.write.WriteInProgressException;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.domain.write.Written;
import dev.lifeline.persistence.config.BatchConfig;
import dev.lifeline.persistence.config.DatabaseConfig;
import dev.lifeline.persistence.internal.hibernate.HibernateStore;
import dev.lifeline.persistence.internal.hibernate.ProjectTable;
import dev.lifeline.persistence.internal.project.BatchingProjectRepository;
import dev.lifeline.persistence.internal.project.ResilientProjectRepository;
import dev.lifeline.persistence.internal.recovery.GuardedTracer;
import dev.lifeline.persistence.internal.recovery.RecoverySystem;
import dev.lifeline.persistence.internal.recovery.Surroundings;
import dev.lifeline.persistence.internal.write.OwnWork;
import dev.lifeline.persistence.lookup.KeyedQuery;
import dev.lifeline.persistence.lookup.Lookup;
import dev.lifeline.persistence.transaction.Work;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * A PostgreSQL database whose connections recover by themselves. Whoever opens it closes it. Safe for use by several
 * threads.
 */
public final class Database implements AutoCloseable {
    private final RecoverySystem recovery;
    private final HibernateStore store;
    private final ProjectRepository projects;
    private final OwnWork ownWork;
    private final OperationTracer tracer;

    private Database(RecoverySystem recovery, HibernateStore store, BatchConfig batch, OperationTracer tracer) {
        this.recovery = recovery;
        this.store = store;
        this.tracer = tracer;
        this.ownWork = new OwnWork(recovery.connections());
        ProjectRepository plain = new ResilientProjectRepository(store, recovery.executor(), recovery.writer(), tracer);
        this.projects = batch.enabled() ? batching(plain) : plain;
    }

    /**
     * Opens the database. It need not be there: connecting goes on in the background until {@link #close}, and callers wait
     * as long as {@link DatabaseConfig#gate} says.
     *
     * @param listener told of everything that happens to the connection
     */
    public static Database open(DatabaseConfig config, ConnectionEventListener listener) {
        return open(config, listener, new OperationTracer() {});
    }

    /**
     * The same with somebody who follows every operation.
     *
     * @param tracer told of each operation of {@link #projects}, {@link #read} and {@link #write}, on the thread that calls
     */
    public static Database open(DatabaseConfig config, ConnectionEventListener listener, OperationTracer tracer) {
        Database database = start(config, listener, tracer);
        boolean started = false;
        try {
            database.awaitStarted();
            started = true;
            return database;
        } finally {
            if (!started) {
                database.close();
            }
        }
    }

    /**
     * Opens the database as {@link #open} does, but leaves the start of Hibernate, which takes most of the time, to a thread
     * of its own. Who uses projects waits for it. To be followed by {@link #awaitStarted}, after whatever else there is to do.
     *
     * @param listener told of everything that happens to the connection
     * @param tracer told of each operation of {@link #projects}, {@link #read} and {@link #write}, on the thread that calls
     */
    public static Database start(DatabaseConfig config, ConnectionEventListener listener, OperationTracer tracer) {
        requireNonNull(config, "config");
        requireNonNull(listener, "listener");
        OperationTracer guarded = new GuardedTracer(requireNonNull(tracer, "tracer"));
        Random random = new Random(ThreadLocalRandom.current().nextLong());
        return start(
                config,
                listener,
                new Surroundings(Clock.systemUTC(), Ticker.system(), random, InetAddress::getAllByName, guarded));
    }

    /** For tests, which bring time and bounds of their own. */
    static Database start(DatabaseConfig config, ConnectionEventListener listener, Surroundings surroundings) {
        RecoverySystem recovery = new RecoverySystem(config, listener, surroundings);
        HibernateStore store = HibernateStore.open(recovery.connections(), recovery.tables()::projectsPrefix);
        return new Database(recovery, store, config.batch(), surroundings.tracer());
    }

    /**
     * Waits until Hibernate has started; the database need not be there.
     *
     * @throws RuntimeException what kept it from starting; nothing but a close is of use then
     */
    public void awaitStarted() {
        store.awaitBooted();
    }

    private ProjectRepository batching(ProjectRepository plain) {
        ProjectTable table = store.projects();
        return new BatchingProjectRepository(
                plain,
                recovery.lookups().of(DatabaseOperation.FIND_PROJECT, table::findById, table::findByIds),
                recovery.lookups().of(DatabaseOperation.FIND_PROJECT, table::findBySlug, table::findBySlugs));
    }

    /** Projects, with waiting and repeating built in. */
    public ProjectRepository projects() {
        return projects;
    }

    /** The state of the connection, checks, and the forced reconnect. */
    public DatabaseConnection connection() {
        return recovery.supervisor();
    }

    /**
     * Pooled connections for your own JDBC work. Getting one waits through an outage as long as callers are held, and for a
     * free connection as long as the pool says; nothing is repeated for you. A statement that takes longer than
     * {@link DatabaseConfig#operationDeadline} is cancelled. Connections still in use that long after an outage or a change of
     * the server replaced their pool are closed; a forced reconnect leaves them alone. A connection that is closed goes back only
     * at rest: an open transaction is rolled back, changes of the session are undone, and any other connection is closed. {@code
     * commit} fails unless the server confirms it. The source is not yours to close.
     */
    public DataSource dataSource() {
        return recovery.connections();
    }

    /**
     * Reads with statements of your own, waiting and repeating as for projects: each statement for itself, in autocommit, so
     * that one look-up is one round trip. The work may be run several times, and so must not write.
     *
     * @throws DatabaseUnavailableException if the database could not be used in time
     * @throws DatabaseOperationException if the database refuses a statement for what it is
     */
    public <T> T read(Work<T> work) {
        requireNonNull(work, "work");
        return tracer.trace(DatabaseOperation.READ, () -> recovery.executor().run(() -> ownWork.read(work)));
    }

    /**
     * Writes with statements of your own, exactly once: all of them in one transaction, which is repeated as a whole while that
     * may help, also when the answer to COMMIT was lost. The server ends a transaction whose next statement does not come within
     * {@link DatabaseConfig#operationDeadline}. With a token that was used within the last day nothing is done again,
     * and the outcome of then is told.
     *
     * @param token a {@linkplain WriteToken#random random} one, or that of whoever asks you and may ask again
     * @param work tells what is kept with the token for those who ask again; empty if there is nothing to tell
     * @throws DatabaseUnavailableException if the database could not be used in time; nothing was changed
     * @throws DatabaseOperationException if the database refuses a statement for what it is; nothing was changed
     * @throws TransactionInDoubtException if it could not be found out in time whether it happened; the same call with the
     *     same token finds out
     * @throws TokenReusedException if the token was used with another fingerprint; nothing was changed
     * @throws WriteInProgressException if somebody else is at it, with the same token
     * @throws IllegalStateException if the table of receipts is missing, or the work swallowed the failure of a statement:
     *     nothing was changed; or if it ended the transaction by a statement of its own, {@code commit} say
     */
    public Written<String> write(WriteToken token, Work<String> work) {
        requireNonNull(token, "token");
        requireNonNull(work, "work");
        return recovery.writer().write(DatabaseOperation.WRITE, token, ownWork.guarded(work));
    }

    /**
     * Look-ups by key of your own that share statements while the database is busy; waiting and repeating as for projects. To be
     * made once and kept, since it is those who use the same one that share.
     *
     * @param query asks for one key while there is a connection to spare, else for all who wait, at most
     *     {@link BatchConfig#maxSize} of them
     */
    public <K, V> Lookup<K, V> lookup(KeyedQuery<K, V> query) {
        requireNonNull(query, "query");
        Function<Collection<K>, Map<K, V>> many = keys -> ownWork.read(connection -> query.find(connection, keys));
        return recovery.lookups()
                .of(
                        DatabaseOperation.READ,
                        key -> Optional.ofNullable(many.apply(List.of(key)).get(key)),
                        many);
    }

    /** What is kept of writes, for whoever removes what is old. */
    public WriteReceipts receipts() {
        return recovery.writer();
    }

    /** Refuses newcomers, lets work under way finish for a few seconds, then cuts it. Stops every thread it started. */
    @Override
    public void close() {
        try {
            recovery.close();
        } finally {
            store.close();
        }
    }
}
