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
import dev.lifeline.domain.port.out.DatabaseConnection;
import dev.lifeline.domain.write.TokenReusedException;
import dev.lifeline.domain.write.WriteInProgressException;
import dev.lifeline.domain.write.WriteResult;
import dev.lifeline.domain.write.WriteToken;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * {@link DataSource} for PostgreSQL with self-recovering connections. The database need not be reachable when the data
 * source is opened. The caller that opens it closes it. Safe for use by several threads.
 *
 * <p>Code opens it with {@link #open} or {@link #configure}. Frameworks make it as a JavaBean and set its properties,
 * for instance because of {@code spring.datasource.type}: then it opens with its first use, and its properties cannot
 * be changed any more.
 */
public final class LifelineDataSource extends DataSourceLifecycle {
    /** Creates a JavaBean. Set its properties; it opens at its first use. */
    public LifelineDataSource() {}

    LifelineDataSource(Opened opened, EventListeners listeners) {
        super(opened, listeners);
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
}
