package dev.lifeline.datasource.internal.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;

/** {@link Statement} that forwards every call except those with SQL. As thread-safe as its target. */
public abstract class ForwardingStatement implements Statement {
    private final Statement target;

    /** Forwards to the given statement. */
    protected ForwardingStatement(Statement target) {
        this.target = target;
    }

    /**
     * Returns the current target of the calls.
     *
     * @throws SQLException if there is none
     */
    protected Statement target() throws SQLException {
        return target;
    }

    /**
     * Returns the target that was executed last, which has the results.
     *
     * @throws SQLException if there is none
     */
    protected Statement executed() throws SQLException {
        return target();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : target().unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || target().isWrapperFor(type);
    }

    @Override
    public void close() throws SQLException {
        target().close();
    }

    @Override
    public int getMaxFieldSize() throws SQLException {
        return target().getMaxFieldSize();
    }

    @Override
    public void setMaxFieldSize(int max) throws SQLException {
        target().setMaxFieldSize(max);
    }

    @Override
    public int getMaxRows() throws SQLException {
        return target().getMaxRows();
    }

    @Override
    public void setMaxRows(int max) throws SQLException {
        target().setMaxRows(max);
    }

    @Override
    public void setEscapeProcessing(boolean enable) throws SQLException {
        target().setEscapeProcessing(enable);
    }

    @Override
    public int getQueryTimeout() throws SQLException {
        return target().getQueryTimeout();
    }

    @Override
    public void setQueryTimeout(int seconds) throws SQLException {
        target().setQueryTimeout(seconds);
    }

    @Override
    public void cancel() throws SQLException {
        executed().cancel();
    }

    @Override
    public SQLWarning getWarnings() throws SQLException {
        return executed().getWarnings();
    }

    @Override
    public void clearWarnings() throws SQLException {
        executed().clearWarnings();
    }

    @Override
    public void setCursorName(String name) throws SQLException {
        target().setCursorName(name);
    }

    @Override
    public ResultSet getResultSet() throws SQLException {
        return executed().getResultSet();
    }

    @Override
    public int getUpdateCount() throws SQLException {
        return executed().getUpdateCount();
    }

    @Override
    public boolean getMoreResults() throws SQLException {
        return executed().getMoreResults();
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        target().setFetchDirection(direction);
    }

    @Override
    public int getFetchDirection() throws SQLException {
        return target().getFetchDirection();
    }

    @Override
    public void setFetchSize(int rows) throws SQLException {
        target().setFetchSize(rows);
    }

    @Override
    public int getFetchSize() throws SQLException {
        return target().getFetchSize();
    }

    @Override
    public int getResultSetConcurrency() throws SQLException {
        return target().getResultSetConcurrency();
    }

    @Override
    public int getResultSetType() throws SQLException {
        return target().getResultSetType();
    }

    @Override
    public void clearBatch() throws SQLException {
        target().clearBatch();
    }

    @Override
    public int[] executeBatch() throws SQLException {
        return target().executeBatch();
    }

    @Override
    public Connection getConnection() throws SQLException {
        return target().getConnection();
    }

    @Override
    public boolean getMoreResults(int current) throws SQLException {
        return executed().getMoreResults(current);
    }

    @Override
    public ResultSet getGeneratedKeys() throws SQLException {
        return executed().getGeneratedKeys();
    }

    @Override
    public int getResultSetHoldability() throws SQLException {
        return target().getResultSetHoldability();
    }

    @Override
    public boolean isClosed() throws SQLException {
        return target().isClosed();
    }

    @Override
    public void setPoolable(boolean poolable) throws SQLException {
        target().setPoolable(poolable);
    }

    @Override
    public boolean isPoolable() throws SQLException {
        return target().isPoolable();
    }

    @Override
    public void closeOnCompletion() throws SQLException {
        target().closeOnCompletion();
    }

    @Override
    public boolean isCloseOnCompletion() throws SQLException {
        return target().isCloseOnCompletion();
    }

    @Override
    public long getLargeUpdateCount() throws SQLException {
        return executed().getLargeUpdateCount();
    }

    @Override
    public void setLargeMaxRows(long max) throws SQLException {
        target().setLargeMaxRows(max);
    }

    @Override
    public long getLargeMaxRows() throws SQLException {
        return target().getLargeMaxRows();
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        return target().executeLargeBatch();
    }

    @Override
    public String enquoteLiteral(String value) throws SQLException {
        return target().enquoteLiteral(value);
    }

    @Override
    public String enquoteIdentifier(String identifier, boolean always) throws SQLException {
        return target().enquoteIdentifier(identifier, always);
    }
}
