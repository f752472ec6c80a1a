package dev.lifeline.datasource.internal.jdbc;

import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/** {@link PreparedStatement} that forwards every call. As thread-safe as its target. */
public abstract class ForwardingPreparedStatement extends ForwardingParameters {

    /** Forwards to the given statement. */
    protected ForwardingPreparedStatement(PreparedStatement target) {
        super(target);
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        return prepared().executeQuery();
    }

    @Override
    public int executeUpdate() throws SQLException {
        return prepared().executeUpdate();
    }

    @Override
    public boolean execute() throws SQLException {
        return prepared().execute();
    }

    @Override
    public void addBatch() throws SQLException {
        prepared().addBatch();
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        return prepared().getMetaData();
    }

    @Override
    public ParameterMetaData getParameterMetaData() throws SQLException {
        return prepared().getParameterMetaData();
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        return prepared().executeLargeUpdate();
    }

    @Override
    public ResultSet executeQuery(String sql) throws SQLException {
        return prepared().executeQuery(sql);
    }

    @Override
    public int executeUpdate(String sql) throws SQLException {
        return prepared().executeUpdate(sql);
    }

    @Override
    public boolean execute(String sql) throws SQLException {
        return prepared().execute(sql);
    }

    @Override
    public void addBatch(String sql) throws SQLException {
        prepared().addBatch(sql);
    }

    @Override
    public int executeUpdate(String sql, int keys) throws SQLException {
        return prepared().executeUpdate(sql, keys);
    }

    @Override
    public int executeUpdate(String sql, int[] columns) throws SQLException {
        return prepared().executeUpdate(sql, columns);
    }

    @Override
    public int executeUpdate(String sql, String[] columns) throws SQLException {
        return prepared().executeUpdate(sql, columns);
    }

    @Override
    public boolean execute(String sql, int keys) throws SQLException {
        return prepared().execute(sql, keys);
    }

    @Override
    public boolean execute(String sql, int[] columns) throws SQLException {
        return prepared().execute(sql, columns);
    }

    @Override
    public boolean execute(String sql, String[] columns) throws SQLException {
        return prepared().execute(sql, columns);
    }
}
