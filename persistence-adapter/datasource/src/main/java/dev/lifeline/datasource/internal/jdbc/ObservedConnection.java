package dev.lifeline.datasource.internal.jdbc;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** {@link Connection} that records which session changes the SQL on it causes. */
abstract class ObservedConnection extends CountingConnection {
    private final Connection driver;

    /** Session changes of borrowers since the last reset. */
    final SessionState session = new SessionState();

    ObservedConnection(Connection driver) {
        super(driver);
        this.driver = driver;
    }

    @Override
    public void setSchema(String schema) throws SQLException {
        session.change();
        driver.setSchema(schema);
    }

    @Override
    public void setClientInfo(String name, String value) throws SQLClientInfoException {
        session.change();
        driver.setClientInfo(name, value);
    }

    @Override
    public void setClientInfo(Properties info) throws SQLClientInfoException {
        session.change();
        driver.setClientInfo(info);
    }

    @Override
    public Statement createStatement() throws SQLException {
        return new ObservedStatement(super.createStatement(), session);
    }

    @Override
    public Statement createStatement(int type, int concurrency) throws SQLException {
        return new ObservedStatement(super.createStatement(type, concurrency), session);
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        return new ObservedStatement(super.createStatement(type, concurrency, holdability), session);
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        session.willRun(sql);
        return super.prepareStatement(sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        session.willRun(sql);
        return super.prepareStatement(sql, type, concurrency);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        session.willRun(sql);
        return super.prepareStatement(sql, type, concurrency, holdability);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int keys) throws SQLException {
        session.willRun(sql);
        return super.prepareStatement(sql, keys);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] columns) throws SQLException {
        session.willRun(sql);
        return super.prepareStatement(sql, columns);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columns) throws SQLException {
        session.willRun(sql);
        return super.prepareStatement(sql, columns);
    }

    @Override
    public CallableStatement prepareCall(String sql) throws SQLException {
        session.willRun(sql);
        return super.prepareCall(sql);
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        session.willRun(sql);
        return super.prepareCall(sql, type, concurrency);
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability) throws SQLException {
        session.willRun(sql);
        return super.prepareCall(sql, type, concurrency, holdability);
    }
}
