package dev.lifeline.datasource.internal.replay;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Connection of a data source caller. If the server connection is lost, the caller keeps this object, and the current
 * transaction is replayed on another server connection. Confined to one thread at a time, except {@link #abort}.
 */
public final class ReplayingConnection extends RepeatedConnectionCalls {
    private final ReplayedTransaction transaction;
    private final TransactionEnds ends;
    private final StatementRunner runner;
    private final Savepoints savepoints;
    private final @Nullable LogicalConnection owner;
    private final Runnable returned;
    private final List<ReplayingStatement> closeThemselves = new ArrayList<>(0);
    private int openStatements;
    private volatile boolean closed;

    /**
     * Creates a connection on a server connection of the lender.
     *
     * @param returned runs when the caller closes the connection
     */
    public ReplayingConnection(Connection first, ReplayContext context, Runnable returned) {
        this(first, context, new CallersSession(), null, returned);
    }

    /**
     * Creates a connection that a logical connection uses. {@code Statement.getConnection} returns the logical
     * connection.
     *
     * @param settings settings of the logical connection, which outlives this connection
     */
    ReplayingConnection(Connection first, ReplayContext context, CallersSession settings, LogicalConnection owner) {
        this(first, context, settings, owner, () -> {});
    }

    private ReplayingConnection(
            Connection first,
            ReplayContext context,
            CallersSession settings,
            @Nullable LogicalConnection owner,
            Runnable returned) {
        super(first);
        this.returned = returned;
        this.owner = owner;
        this.transaction = new ReplayedTransaction(first, context, settings);
        this.ends = new TransactionEnds(transaction, context.config(), new CommitResolver(context.lender()));
        this.runner = new StatementRunner(transaction, ends, context.config());
        this.savepoints = new Savepoints(transaction);
        context.lender().setReplayable(first, true);
    }

    /** Makes the settings of the caller. */
    void applySettings() throws SQLException {
        transaction.run(transaction.settings()::applyTo);
    }

    /** Returns the connection that the caller knows. */
    Connection facade() {
        return owner == null ? this : owner;
    }

    void statementOpened() {
        openStatements++;
    }

    /** Notes a statement that the driver may close. */
    void closesItself(ReplayingStatement statement) {
        if (!closeThemselves.contains(statement)) {
            closeThemselves.add(statement);
        }
    }

    void statementClosed(ReplayingStatement statement) throws SQLException {
        openStatements--;
        closeThemselves.remove(statement);
        if (owner != null) {
            owner.releaseIfIdle();
        }
    }

    /**
     * Returns whether the caller would miss this connection: it has a transaction, a statement, or a separate session.
     */
    boolean isNeeded() {
        return openStatements > over() || transaction.isNeeded();
    }

    private int over() {
        int over = 0;
        for (ReplayingStatement statement : closeThemselves) {
            over += statement.isOver() ? 1 : 0;
        }
        return over;
    }

    /** Returns whether the server connection is lost and cannot be replaced by another one. */
    boolean isLostForGood() {
        return transaction.isLostForGood();
    }

    /** Returns whether the work on this connection can be moved to another one. */
    boolean isReplayDisabled() {
        return transaction.isReplayDisabled();
    }

    @Override
    protected Connection target() {
        return transaction.connection();
    }

    @Override
    public Statement createStatement() throws SQLException {
        requireOpen();
        return new ReplayingStatement(this, transaction, runner, (connection, sql) -> connection.createStatement());
    }

    @Override
    public Statement createStatement(int type, int concurrency) throws SQLException {
        requireOpen();
        noteConcurrency(concurrency);
        return new ReplayingStatement(
                this, transaction, runner, (connection, sql) -> connection.createStatement(type, concurrency));
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        requireOpen();
        noteConcurrency(concurrency);
        return new ReplayingStatement(
                this,
                transaction,
                runner,
                (connection, sql) -> connection.createStatement(type, concurrency, holdability));
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        return prepared(sql, Connection::prepareStatement);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        noteConcurrency(concurrency);
        return prepared(sql, (connection, text) -> connection.prepareStatement(text, type, concurrency));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        noteConcurrency(concurrency);
        return prepared(sql, (connection, text) -> connection.prepareStatement(text, type, concurrency, holdability));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int keys) throws SQLException {
        return prepared(sql, (connection, text) -> connection.prepareStatement(text, keys));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] columns) throws SQLException {
        return prepared(sql, (connection, text) -> connection.prepareStatement(text, columns));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columns) throws SQLException {
        return prepared(sql, (connection, text) -> connection.prepareStatement(text, columns));
    }

    /** The result may stay open after its transaction, and be used to change rows in a later transaction. */
    private void noteConcurrency(int concurrency) {
        if (concurrency == ResultSet.CONCUR_UPDATABLE) {
            transaction.disableReplay("it updates rows through a result");
        }
    }

    private PreparedStatement prepared(String sql, StatementMaker maker) throws SQLException {
        requireOpen();
        return new ReplayingPreparedStatement(this, transaction, runner, sql, maker);
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        requireOpen();
        return ReplayingMetaData.of(this, transaction::onConnection);
    }

    @Override
    public CallableStatement prepareCall(String sql) throws SQLException {
        transaction.disableReplay("it calls a procedure");
        return CallersCallable.of(super.prepareCall(sql), facade());
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        transaction.disableReplay("it calls a procedure");
        return CallersCallable.of(super.prepareCall(sql, type, concurrency), facade());
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability) throws SQLException {
        transaction.disableReplay("it calls a procedure");
        return CallersCallable.of(super.prepareCall(sql, type, concurrency, holdability), facade());
    }

    @Override
    <T> T onConnection(ReplayedTransaction.Use<T> use) throws SQLException {
        return transaction.onConnection(use);
    }

    /** Disables replay, because calls on the driver's connection cannot be recorded. */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!type.isInstance(this)) {
            transaction.pin("the driver's connection was used");
        }
        return super.unwrap(type);
    }

    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        requireOpen();
        transaction.setAutoCommit(autoCommit, ends);
    }

    @Override
    public boolean getAutoCommit() throws SQLException {
        requireOpen();
        return transaction.settings().autoCommit();
    }

    @Override
    public void commit() throws SQLException {
        requireOpen();
        ends.commit();
    }

    @Override
    public void rollback() throws SQLException {
        requireOpen();
        ends.rollback();
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        return savepoints.set();
    }

    @Override
    public Savepoint setSavepoint(String name) throws SQLException {
        return savepoints.set(name);
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        savepoints.rollBackTo(savepoint);
    }

    @Override
    public void releaseSavepoint(Savepoint savepoint) throws SQLException {
        savepoints.release(savepoint);
    }

    @Override
    public void setReadOnly(boolean readOnly) throws SQLException {
        transaction.run(connection -> connection.setReadOnly(readOnly));
        transaction.settings().readOnly(readOnly);
    }

    @Override
    public void setTransactionIsolation(int level) throws SQLException {
        transaction.run(connection -> connection.setTransactionIsolation(level));
        transaction.settings().isolation(level);
    }

    @Override
    public void setSchema(String schema) throws SQLException {
        transaction.setSchema(schema);
    }

    @Override
    public void setHoldability(int holdability) throws SQLException {
        transaction.run(connection -> connection.setHoldability(holdability));
        transaction.settings().holdability(holdability);
    }

    @Override
    public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
        transaction.run(connection -> connection.setNetworkTimeout(executor, milliseconds));
        transaction.settings().networkTimeout(executor, milliseconds);
    }

    @Override
    public void setClientInfo(String name, String value) throws SQLClientInfoException {
        changeClientInfo(connection -> connection.setClientInfo(name, value));
        transaction.settings().clientInfo(name, value);
    }

    @Override
    public void setClientInfo(Properties properties) throws SQLClientInfoException {
        changeClientInfo(connection -> connection.setClientInfo(properties));
        transaction.settings().clientInfo(properties);
    }

    private void changeClientInfo(ReplayedTransaction.Action change) throws SQLClientInfoException {
        try {
            transaction.run(change);
        } catch (SQLClientInfoException e) {
            throw e;
        } catch (SQLException e) {
            throw new SQLClientInfoException(e.getMessage(), e.getSQLState(), Map.of(), e);
        }
    }

    private void requireOpen() throws SQLException {
        transaction.requireOpen();
    }

    @Override
    public void close() throws SQLException {
        if (!closed) {
            closed = true;
            returned.run();
            transaction.close();
        }
    }

    /** Closes the server connection instead of giving it back. Does not block. */
    void discard() {
        transaction.discard();
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        transaction.abort(executor);
    }

    @Override
    public boolean isClosed() throws SQLException {
        return transaction.isEnded();
    }

    /** Returns whether the server connection works. If it does not, the next statement replaces it. */
    @Override
    public boolean isValid(int timeout) throws SQLException {
        return !transaction.isEnded() && super.isValid(timeout);
    }
}
