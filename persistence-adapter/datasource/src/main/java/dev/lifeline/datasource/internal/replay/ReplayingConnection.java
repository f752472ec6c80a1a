package dev.lifeline.datasource.internal.replay;

import dev.lifeline.datasource.config.ReplayConfig;
import dev.lifeline.datasource.internal.jdbc.ForwardingConnection;
import dev.lifeline.domain.time.Ticker;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.postgresql.jdbc.PSQLSavepoint;

/**
 * Connection of a data source caller. If the server connection is lost, the caller keeps this object, and the current
 * transaction is replayed on another server connection. Confined to one thread at a time, except {@link #abort}.
 */
public final class ReplayingConnection extends ForwardingConnection {
    private final ReplayedTransaction transaction;
    private final TransactionEnds ends;
    private final StatementRunner runner;
    private final Runnable returned;
    private volatile boolean closed;

    /**
     * Creates a connection on a server connection of the lender.
     *
     * @param limit longest time for a recovery, including the replay
     * @param returned runs when the caller closes the connection
     */
    public ReplayingConnection(
            Connection first, Lender lender, ReplayConfig config, Duration limit, Ticker ticker, Runnable returned) {
        super(first);
        this.returned = returned;
        this.transaction = new ReplayedTransaction(first, lender, config, limit, ticker);
        this.ends = new TransactionEnds(transaction, config, new CommitResolver(lender));
        this.runner = new StatementRunner(transaction, ends, config);
    }

    @Override
    protected Connection target() {
        return transaction.connection();
    }

    @Override
    public Statement createStatement() throws SQLException {
        return new ReplayingStatement(this, transaction, runner, (connection, sql) -> connection.createStatement());
    }

    @Override
    public Statement createStatement(int type, int concurrency) throws SQLException {
        noteConcurrency(concurrency);
        return new ReplayingStatement(
                this, transaction, runner, (connection, sql) -> connection.createStatement(type, concurrency));
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
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

    /** The result may outlast the transaction that reads it, and change rows in a later one. */
    private void noteConcurrency(int concurrency) {
        if (concurrency == ResultSet.CONCUR_UPDATABLE) {
            transaction.disableReplay("it updates rows through a result");
        }
    }

    private PreparedStatement prepared(String sql, StatementMaker maker) throws SQLException {
        return new ReplayingPreparedStatement(this, transaction, runner, sql, maker);
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        requireOpen();
        return ReplayingMetaData.of(this, transaction);
    }

    @Override
    public CallableStatement prepareCall(String sql) throws SQLException {
        transaction.disableReplay("it calls a procedure");
        return super.prepareCall(sql);
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        transaction.disableReplay("it calls a procedure");
        return super.prepareCall(sql, type, concurrency);
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability) throws SQLException {
        transaction.disableReplay("it calls a procedure");
        return super.prepareCall(sql, type, concurrency, holdability);
    }

    /** Disables replay, because calls on the driver's connection cannot be recorded. */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!type.isInstance(this)) {
            transaction.disableReplay("the driver's connection was used");
        }
        return super.unwrap(type);
    }

    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
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
        return savepoint(transaction.onConnection(Connection::setSavepoint));
    }

    @Override
    public Savepoint setSavepoint(String name) throws SQLException {
        return savepoint(transaction.onConnection(connection -> connection.setSavepoint(name)));
    }

    private Savepoint savepoint(Savepoint savepoint) throws SQLException {
        transaction.record(new SavepointStep("savepoint " + nameOf(savepoint)));
        return savepoint;
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        transaction.run(connection -> connection.rollback(savepoint));
        transaction.record(new SavepointStep("rollback to savepoint " + nameOf(savepoint)));
    }

    @Override
    public void releaseSavepoint(Savepoint savepoint) throws SQLException {
        String name = nameOf(savepoint);
        transaction.run(connection -> connection.releaseSavepoint(savepoint));
        transaction.record(new SavepointStep("release savepoint " + name));
    }

    private static String nameOf(Savepoint savepoint) throws SQLException {
        if (savepoint instanceof PSQLSavepoint postgres) {
            return postgres.getPGName();
        }
        return "\"" + savepoint.getSavepointName().replace("\"", "\"\"") + "\"";
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
        transaction.run(connection -> connection.setSchema(schema));
        transaction.settings().schema(schema);
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
        super.setClientInfo(name, value);
        transaction.settings().clientInfo(name, value);
    }

    @Override
    public void setClientInfo(Properties properties) throws SQLClientInfoException {
        super.setClientInfo(properties);
        transaction.settings().clientInfo(properties);
    }

    private void requireOpen() throws SQLException {
        if (closed) {
            throw new SQLException("The connection is closed", "08003");
        }
    }

    @Override
    public void close() throws SQLException {
        if (!closed) {
            closed = true;
            returned.run();
            transaction.close();
        }
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        transaction.disableReplay("the caller aborted the connection");
        super.abort(executor);
    }

    @Override
    public boolean isClosed() throws SQLException {
        return closed;
    }

    /** Returns whether the connection is usable; a lost server connection is replaced first. */
    @Override
    public boolean isValid(int timeout) throws SQLException {
        return !closed && super.isValid(timeout);
    }
}
