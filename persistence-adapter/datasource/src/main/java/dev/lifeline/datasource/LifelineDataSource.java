package dev.lifeline.datasource;

import static java.util.Objects.requireNonNull;

import dev.lifeline.datasource.config.BatchConfig;
import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.internal.operation.Deadline;
import dev.lifeline.datasource.internal.operation.Operation;
import dev.lifeline.datasource.internal.recovery.EngineContext;
import dev.lifeline.datasource.internal.recovery.RecoverySystem;
import dev.lifeline.datasource.internal.write.EmbedderWork;
import dev.lifeline.datasource.work.KeyedQuery;
import dev.lifeline.datasource.work.Lookup;
import dev.lifeline.datasource.work.SqlWork;
import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionHealth;
import dev.lifeline.domain.connection.DatabaseOperation;
import dev.lifeline.domain.connection.DatabaseOperationException;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.TransactionInDoubtException;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.domain.port.out.DatabaseConnection;
import dev.lifeline.domain.write.TokenReusedException;
import dev.lifeline.domain.write.WriteInProgressException;
import dev.lifeline.domain.write.WriteResult;
import dev.lifeline.domain.write.WriteToken;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * {@link DataSource} for PostgreSQL with self-recovering connections. The database need not be reachable when the data
 * source is opened. The caller that opens it closes it. Safe for use by several threads.
 *
 * <p>Code opens it with {@link #open} or {@link #configure}. Frameworks make it as a JavaBean and set its properties,
 * for instance because of {@code spring.datasource.type}: then it opens with its first use, and its properties cannot
 * be changed any more.
 */
public final class LifelineDataSource extends DataSourceProperties {
    private static final String CLOSED = "08003";

    /** A single attempt to connect takes as long. */
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(2);

    private final EventListeners listeners;
    private volatile @Nullable Opened opened;
    private volatile boolean closed;

    /** Creates a JavaBean. Set its properties; it opens at its first use. */
    public LifelineDataSource() {
        listeners = new EventListeners();
    }

    LifelineDataSource(Opened opened, EventListeners listeners) {
        this.opened = opened;
        this.listeners = listeners;
    }

    /**
     * Parts of an open data source.
     *
     * @param limit of an operation
     */
    record Opened(RecoverySystem recovery, EngineContext context, Duration limit) {}

    private Opened opened() {
        try {
            return openedForCaller();
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private Opened openedForCaller() throws SQLException {
        Opened present = opened;
        return present != null ? present : openNow();
    }

    private synchronized Opened openNow() throws SQLException {
        Opened present = opened;
        if (present == null) {
            requireNotClosed();
            present = configure(toConfig()).start(listeners);
            requireConnection(present, initialWait());
            opened = present;
        }
        return present;
    }

    private void requireNotClosed() throws SQLException {
        if (closed) {
            throw new SQLNonTransientConnectionException(this + " is closed", CLOSED);
        }
    }

    /** Waits for a first connection, where that is configured. */
    private static void requireConnection(Opened fresh, Duration wait) throws SQLException {
        if (wait.isZero()) {
            return;
        }
        Duration limit = wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
        try {
            fresh.recovery().connections().getConnection(limit).close();
        } catch (SQLException e) {
            fresh.recovery().close();
            throw new SQLTransientConnectionException(
                    "No connection within initializationFailTimeout: the data source was not opened", "08001", e);
        }
    }

    @Override
    boolean isOpen() {
        return opened != null;
    }

    /** Returns how long a caller waits for a connection, in seconds, rounded up. */
    @Override
    public int getLoginTimeout() {
        Opened present = opened;
        Duration wait = present == null
                ? connectionTimeout()
                : present.recovery().callersConnections().acquireTimeout();
        return (int) wait.plusMillis(999).toSeconds();
    }

    private RecoverySystem recovery() {
        return opened().recovery();
    }

    /** Opens a data source without a listener. Does not block: it connects in the background until {@link #close}. */
    public static LifelineDataSource open(DatabaseConfig config) {
        return configure(config).open();
    }

    /** Returns a builder for a data source with a listener, a tracer or a schema setup. */
    public static LifelineDataSourceBuilder configure(DatabaseConfig config) {
        return new LifelineDataSourceBuilder(requireNonNull(config, "config"));
    }

    /**
     * Returns a pooled connection. Waits for the end of an outage and for a free connection, together for at most the
     * pool's acquire timeout; at most as many callers wait as {@link DatabaseConfig#gate} allows. Statements may take
     * as long as they need: Lifeline closes a connection in use only if its server no longer answers on it. When the
     * caller closes the connection, an open transaction is rolled back, session changes are reset, and the connection
     * returns to the pool; a connection that cannot be reset is closed. {@code commit} fails unless the server confirms
     * it.
     *
     * <p>If the connection to the server is lost, the current transaction is replayed on another connection, as
     * configured with {@link DatabaseConfig#replay}, and the caller gets no error. If the replay is impossible, the
     * statement fails: with SQLSTATE 40001 if the caller can run the transaction again from its start, with 08006 if
     * nothing was changed, and with 08007 if it is unknown whether a change was committed.
     *
     * @throws SQLException if no connection was available in time, or the data source is closed
     */
    @Override
    public Connection getConnection() throws SQLException {
        requireNotClosed();
        return openedForCaller().recovery().callersConnections().get();
    }

    /** Always throws: all connections use the configured credentials. */
    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("The credentials are those of the configuration", "0A000");
    }

    /**
     * Runs reading statements, each in autocommit mode, and retries them during an outage. The work may run several
     * times and therefore must not write. Runs on the caller's thread and blocks for at most {@link
     * DatabaseConfig#operationDeadline} plus 2 s.
     *
     * @throws DatabaseUnavailableException if the database could not be used in time
     * @throws DatabaseOperationException if the database rejects a statement
     */
    public <T> T read(SqlWork<T> work) {
        return read(DatabaseOperation.READ, work);
    }

    /** Runs {@link #read(SqlWork)} and passes the operation to the tracer. */
    public <T> T read(DatabaseOperation operation, SqlWork<T> work) {
        requireNonNull(operation, "operation");
        requireNonNull(work, "work");
        return read(operation, opened().limit(), work);
    }

    private <T> T read(DatabaseOperation operation, Duration own, SqlWork<T> work) {
        EngineContext context = opened().context();
        return context.tracer().trace(operation, () -> recovery()
                .runner()
                .run(Operation.read(Deadline.in(own, context.ticker()), EmbedderWork.guarded(work))));
    }

    /**
     * Runs {@link #read(SqlWork)} with a shorter time limit. Blocks for at most 2 s longer than the limit, whatever the
     * operation waits for.
     *
     * @param callersLimit longest duration of the operation; {@link DatabaseConfig#operationDeadline} applies if it is
     *     shorter
     */
    public <T> T readWithin(Duration callersLimit, SqlWork<T> work) {
        requireNonNull(work, "work");
        return read(DatabaseOperation.READ, Deadline.shorter(callersLimit, opened().limit()), work);
    }

    /**
     * Runs {@link #write(WriteToken, SqlWork)} with a shorter time limit. Blocks for at most 2 s longer than the limit,
     * whatever the operation waits for.
     *
     * @param callersLimit longest duration of the operation; {@link DatabaseConfig#operationDeadline} applies if it is
     *     shorter
     */
    public WriteResult<String> writeWithin(Duration callersLimit, WriteToken token, SqlWork<String> work) {
        requireNonNull(token, "token");
        requireNonNull(work, "work");
        return recovery().writer().write(DatabaseOperation.WRITE, callersLimit, token, EmbedderWork.guarded(work));
    }

    /**
     * Runs statements exactly once, in one transaction. The transaction is retried as a whole while that may help, even
     * if the response to COMMIT was lost. Requires the table {@code write_receipts}, which is created on first use if
     * {@link DatabaseConfig#migrate} is true. The server ends a transaction if the next statement does not arrive
     * within {@link DatabaseConfig#operationDeadline}. If the token was used within the last day, nothing runs and the
     * stored outcome is returned. Runs on the caller's thread and blocks for at most {@link
     * DatabaseConfig#operationDeadline} plus 2 s.
     *
     * @param token a {@linkplain WriteToken#random random} token, or the token of a client that may retry
     * @param work returns the outcome to store with the token, which retries return; may be empty
     * @throws DatabaseUnavailableException if the database could not be used in time; nothing was changed
     * @throws DatabaseOperationException if the database rejects a statement; nothing was changed
     * @throws TransactionInDoubtException if the outcome of COMMIT could not be determined in time; calling again with
     *     the same token returns it
     * @throws TokenReusedException if the token was used with another fingerprint; nothing was changed
     * @throws WriteInProgressException if another caller is writing with the same token
     * @throws IllegalStateException if the receipts table is missing or the work swallowed the failure of a statement,
     *     in which case nothing was changed; or if the work ended the transaction with a statement, such as {@code
     *     commit}
     */
    public WriteResult<String> write(WriteToken token, SqlWork<String> work) {
        return write(DatabaseOperation.WRITE, token, work);
    }

    /** Runs {@link #write(WriteToken, SqlWork)} and passes the operation to the tracer. */
    public WriteResult<String> write(DatabaseOperation operation, WriteToken token, SqlWork<String> work) {
        requireNonNull(operation, "operation");
        requireNonNull(token, "token");
        requireNonNull(work, "work");
        return recovery().writer().write(operation, opened().limit(), token, EmbedderWork.guarded(work));
    }

    /**
     * Creates look-ups by key, which are batched into shared statements while {@link BatchConfig#statements} statements
     * are running. Create the object once and keep it: only look-ups through the same object share statements.
     *
     * @param query finds one key while fewer statements are running, otherwise all waiting keys, at most {@link
     *     BatchConfig#maxSize}; called by several threads at once
     */
    public <K, V> Lookup<K, V> lookup(KeyedQuery<K, V> query) {
        return lookup(DatabaseOperation.READ, query);
    }

    /** Creates a {@link #lookup(KeyedQuery)} that passes the operation to the tracer. */
    public <K, V> Lookup<K, V> lookup(DatabaseOperation operation, KeyedQuery<K, V> query) {
        requireNonNull(operation, "operation");
        requireNonNull(query, "query");
        return recovery().lookups().of(operation, EmbedderWork.guardedQuery(query));
    }

    /**
     * Returns the current health of the connection without a query. Never blocks. After {@link #close} it is not
     * serving, because of {@link dev.lifeline.domain.connection.FailureReason#SHUTTING_DOWN}.
     */
    public ConnectionHealth health() {
        return recovery().checks().health();
    }

    /**
     * Checks the database now. Concurrent callers share one check. Blocks for at most the probe timeout plus 400 ms.
     * During an outage it returns the newest result of the recovery. A failure is a result, not an exception.
     */
    public CheckResult check() {
        return recovery().checks().check();
    }

    /**
     * Replaces all connections with new ones, after one of them has been validated. Concurrent callers share one
     * replacement. Blocks for at most 8 s. A failure is a result, not an exception.
     */
    public CheckResult reconnect() {
        return recovery().checks().reconnect();
    }

    /**
     * Adds a listener, which receives all connection events from now on, each on the thread on which it happens. It may
     * be added before the data source opens, so that it misses none. It must not block.
     */
    public void addListener(ConnectionEventListener listener) {
        listeners.add(listener);
    }

    /** Returns health, checks and the forced reconnect as an outbound port of the domain. */
    public DatabaseConnection connection() {
        return recovery().checks();
    }

    /**
     * Deletes write receipts that are older than the given age. Lifeline deletes receipts older than a day
     * automatically. Blocks for at most {@link DatabaseConfig#operationDeadline} plus 2 s.
     *
     * @param limit maximum number of receipts to delete
     * @return number of deleted receipts
     * @throws DatabaseUnavailableException if the database could not be used in time
     */
    public int removeReceipts(Duration age, int limit) {
        return recovery().writer().forget(age, limit);
    }

    /**
     * Returns whether the data source is open and can lend connections: after its first use, and before {@link #close}.
     */
    public boolean isRunning() {
        return isOpen() && !closed;
    }

    /** Returns whether {@link #close} was called. */
    public boolean isClosed() {
        return closed;
    }

    /** Returns the class with the name of the pool, which no other open data source has. */
    @Override
    public String toString() {
        Opened present = opened;
        return "LifelineDataSource ("
                + (present == null ? "not open" : present.recovery().name()) + ")";
    }

    /**
     * Closes the data source; without effect if it is closed. Refuses new callers, waits up to 5 s for work in flight,
     * then closes its connections and stops all threads that it has started.
     */
    @Override
    public void close() {
        Opened present;
        synchronized (this) {
            present = closed ? null : opened;
            closed = true;
        }
        if (present != null) {
            present.recovery().close();
        }
    }
}
