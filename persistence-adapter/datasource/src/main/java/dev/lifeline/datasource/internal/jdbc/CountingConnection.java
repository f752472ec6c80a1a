package dev.lifeline.datasource.internal.jdbc;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * {@link Connection} that counts the calls which create a statement or end a transaction. If the counts of a connection
 * and of its target are equal, no call has reached the target on another way. Confined to one thread at a time.
 */
public abstract class CountingConnection extends ForwardingConnection {
    private int calls;

    /** Forwards to the given connection. */
    protected CountingConnection(Connection target) {
        super(target);
    }

    /** Returns the number of calls that have succeeded. */
    public final int calls() {
        return calls;
    }

    /** Counts a call that has succeeded. */
    final void count() {
        calls++;
    }

    private <T> T counted(T made) {
        count();
        return made;
    }

    @Override
    public Statement createStatement() throws SQLException {
        return counted(super.createStatement());
    }

    @Override
    public Statement createStatement(int type, int concurrency) throws SQLException {
        return counted(super.createStatement(type, concurrency));
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        return counted(super.createStatement(type, concurrency, holdability));
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        return counted(super.prepareStatement(sql));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        return counted(super.prepareStatement(sql, type, concurrency));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        return counted(super.prepareStatement(sql, type, concurrency, holdability));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int keys) throws SQLException {
        return counted(super.prepareStatement(sql, keys));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] columns) throws SQLException {
        return counted(super.prepareStatement(sql, columns));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columns) throws SQLException {
        return counted(super.prepareStatement(sql, columns));
    }

    @Override
    public CallableStatement prepareCall(String sql) throws SQLException {
        return counted(super.prepareCall(sql));
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        return counted(super.prepareCall(sql, type, concurrency));
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability) throws SQLException {
        return counted(super.prepareCall(sql, type, concurrency, holdability));
    }

    @Override
    public void commit() throws SQLException {
        super.commit();
        count();
    }

    @Override
    public void rollback() throws SQLException {
        super.rollback();
        count();
    }
}
