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
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.time.Ticker;
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
 * {@link DataSource} for PostgreSQL whose connections recover by themselves. The database need not be reachable when it is
 * opened. The caller that opens it closes it. Safe for use by several threads.
 */
public final class LifelineDataSource extends PlainDataSource {
    private final RecoverySystem recovery;
    private final Duration limit;
    private final Ticker ticker;
    private final OperationTracer tracer;

    LifelineDataSource(RecoverySystem recovery, EngineContext context, Duration limit) {
        this.recovery = recovery;
        this.tracer = context.tracer();
        this.ticker = context.ticker();
        this.limit = limit;
    }

    /** Opens a data source with no listener. Does not block: it connects in the background until {@link #close}. */
    public static LifelineDataSource open(DatabaseConfig config) {
        return configure(config).open();
    }

    /** Returns a builder for a data source with a listener, a tracer or tables of the application's own. */
    public static LifelineDataSourceBuilder configure(DatabaseConfig config) {
        return new LifelineDataSourceBuilder(requireNonNull(config, "config"));
    }

    /**
     * Returns a pooled connection. Waits for at most the pool's acquire timeout, for the end of an outage and for a free connection
     * together; at most {@link DatabaseConfig#gate}'s number of callers wait. Statements may take as long as they need: Lifeline
     * closes a connection only if its server is gone. A connection that is closed returns to the pool only at rest: an open
     * transaction is rolled back, changes of the session are undone, and a connection that does not come to rest is closed.
     * {@code commit} fails unless the server confirms it.
     *
     * <p>If its connection to the server is lost, the transaction under way runs again on another one, as {@link
     * DatabaseConfig#replay} says, and the caller notices nothing. Where that is not possible, a statement fails with 40001 if
     * running the transaction again from its beginning helps, with 08006 if nothing was changed, and with 08007 if it is unknown
     * whether a change was committed.
     *
     * @throws SQLException if there was no connection in time
     */
    @Override
    public Connection getConnection() throws SQLException {
        return recovery.callersConnections().get();
    }

    /** Is refused: all connections have the credentials of the configuration. */
    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("The credentials are those of the configuration", "0A000");
    }

    /**
     * Runs statements that only read, each in autocommit mode, and retries them through an outage. The work may run several
     * times, and so must not write. Blocks for at most {@link DatabaseConfig#operationDeadline}.
     *
     * @throws DatabaseUnavailableException if the database could not be used in time
     * @throws DatabaseOperationException if the database refuses a statement for what it is
     */
    public <T> T read(SqlWork<T> work) {
        return read(DatabaseOperation.READ, work);
    }

    /** Runs {@link #read(SqlWork)} under the name of an operation, which the tracer gets. */
    public <T> T read(DatabaseOperation operation, SqlWork<T> work) {
        requireNonNull(operation, "operation");
        requireNonNull(work, "work");
        return read(operation, limit, work);
    }

    private <T> T read(DatabaseOperation operation, Duration own, SqlWork<T> work) {
        return tracer.trace(operation, () -> recovery.runner()
                .run(Operation.read(Deadline.in(own, ticker), EmbedderWork.guarded(work))));
    }

    /**
     * Runs {@link #read(SqlWork)} within a shorter time: blocks for at most 2 s longer than the limit, whatever it waits for.
     *
     * @param callersLimit how long the operation may take; without effect if it is longer than {@link
     *     DatabaseConfig#operationDeadline}
     */
    public <T> T readWithin(Duration callersLimit, SqlWork<T> work) {
        requireNonNull(work, "work");
        return read(DatabaseOperation.READ, Deadline.shorter(callersLimit, limit), work);
    }

    /**
     * Runs {@link #write(WriteToken, SqlWork)} within a shorter time: blocks for at most 2 s longer than the limit, whatever it
     * waits for.
     *
     * @param callersLimit how long the operation may take; without effect if it is longer than {@link
     *     DatabaseConfig#operationDeadline}
     */
    public WriteResult<String> writeWithin(Duration callersLimit, WriteToken token, SqlWork<String> work) {
        requireNonNull(token, "token");
        requireNonNull(work, "work");
        return recovery.writer().write(DatabaseOperation.WRITE, callersLimit, token, EmbedderWork.guarded(work));
    }

    /**
     * Runs statements exactly once: all of them in one transaction, which is retried as a whole while that may help, also
     * when the reply to COMMIT was lost. Needs the table {@code write_receipts}, which it creates on the first use if {@link
     * DatabaseConfig#migrate} is true. The server ends a transaction whose next statement does not arrive within {@link
     * DatabaseConfig#operationDeadline}. A token that was used within the last day runs nothing again, and returns the stored
     * outcome. Blocks for at most {@link DatabaseConfig#operationDeadline}.
     *
     * @param token a {@linkplain WriteToken#random random} one, or that of a client that may ask again
     * @param work returns the outcome that is stored with the token for those that ask again; empty for none
     * @throws DatabaseUnavailableException if the database could not be used in time; nothing was changed
     * @throws DatabaseOperationException if the database refuses a statement for what it is; nothing was changed
     * @throws TransactionInDoubtException if the outcome of COMMIT could not be determined in time; the same call with the
     *     same token determines it
     * @throws TokenReusedException if the token was used with another fingerprint; nothing was changed
     * @throws WriteInProgressException if another caller is writing with the same token
     * @throws IllegalStateException if the table of receipts is missing, or the work swallowed the failure of a statement:
     *     nothing was changed; or if it ended the transaction by a statement of its own, {@code commit} for instance
     */
    public WriteResult<String> write(WriteToken token, SqlWork<String> work) {
        return write(DatabaseOperation.WRITE, token, work);
    }

    /** Runs {@link #write(WriteToken, SqlWork)} under the name of an operation, which the tracer gets. */
    public WriteResult<String> write(DatabaseOperation operation, WriteToken token, SqlWork<String> work) {
        requireNonNull(operation, "operation");
        requireNonNull(token, "token");
        requireNonNull(work, "work");
        return recovery.writer().write(operation, limit, token, EmbedderWork.guarded(work));
    }

    /**
     * Returns look-ups by key that share statements while the database is busy. To be made once and kept, because callers of
     * the same object share.
     *
     * @param query finds one key while a connection is free, else all keys that wait, at most {@link BatchConfig#maxSize};
     *     called by several threads at once
     */
    public <K, V> Lookup<K, V> lookup(KeyedQuery<K, V> query) {
        return lookup(DatabaseOperation.READ, query);
    }

    /** Returns {@link #lookup(KeyedQuery)} under the name of an operation, which the tracer gets. */
    public <K, V> Lookup<K, V> lookup(DatabaseOperation operation, KeyedQuery<K, V> query) {
        requireNonNull(operation, "operation");
        requireNonNull(query, "query");
        return recovery.lookups().of(operation, EmbedderWork.guardedQuery(query));
    }

    /** Returns the state of the connection. Does not block. */
    public ConnectionHealth health() {
        return recovery.checks().health();
    }

    /** Probes the database now. Blocks for at most the probe timeout and half a second. */
    public CheckResult check() {
        return recovery.checks().check();
    }

    /** Replaces all connections by fresh ones, proven by one of them. Blocks for some seconds at most. */
    public CheckResult reconnect() {
        return recovery.checks().reconnect();
    }

    /** Returns health, checks and the forced reconnect as a port of the domain. */
    public DatabaseConnection connection() {
        return recovery.checks();
    }

    /**
     * Removes receipts of writes that are older than an age. Lifeline does that by itself for receipts older than a day.
     *
     * @param limit how many at most
     * @return how many it removed
     * @throws DatabaseUnavailableException if the database could not be used in time
     */
    public int removeReceipts(Duration age, int limit) {
        return recovery.writer().forget(age, limit);
    }

    /** Refuses new callers, lets work in flight finish for a few seconds, then ends it. Stops every thread it started. */
    @Override
    public void close() {
        recovery.close();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("Lifeline's data source is no " + type.getName(), "0A000");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
