package dev.lifeline.datasource.internal.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** {@link Statement} that reports its SQL, because SQL can change the session for the next borrower. */
final class ObservedStatement extends ForwardingStatement {
    private final Statement target;
    private final SessionState session;

    ObservedStatement(Statement target, SessionState session) {
        super(target);
        this.target = target;
        this.session = session;
    }

    @Override
    public ResultSet executeQuery(String sql) throws SQLException {
        session.willRun(sql);
        return target.executeQuery(sql);
    }

    @Override
    public int executeUpdate(String sql) throws SQLException {
        session.willRun(sql);
        return target.executeUpdate(sql);
    }

    @Override
    public boolean execute(String sql) throws SQLException {
        session.willRun(sql);
        return target.execute(sql);
    }

    @Override
    public void addBatch(String sql) throws SQLException {
        session.willRun(sql);
        target.addBatch(sql);
    }

    @Override
    public int executeUpdate(String sql, int keys) throws SQLException {
        session.willRun(sql);
        return target.executeUpdate(sql, keys);
    }

    @Override
    public int executeUpdate(String sql, int[] columns) throws SQLException {
        session.willRun(sql);
        return target.executeUpdate(sql, columns);
    }

    @Override
    public int executeUpdate(String sql, String[] columns) throws SQLException {
        session.willRun(sql);
        return target.executeUpdate(sql, columns);
    }

    @Override
    public boolean execute(String sql, int keys) throws SQLException {
        session.willRun(sql);
        return target.execute(sql, keys);
    }

    @Override
    public boolean execute(String sql, int[] columns) throws SQLException {
        session.willRun(sql);
        return target.execute(sql, columns);
    }

    @Override
    public boolean execute(String sql, String[] columns) throws SQLException {
        session.willRun(sql);
        return target.execute(sql, columns);
    }

    @Override
    public long executeLargeUpdate(String sql) throws SQLException {
        session.willRun(sql);
        return target.executeLargeUpdate(sql);
    }

    @Override
    public long executeLargeUpdate(String sql, int keys) throws SQLException {
        session.willRun(sql);
        return target.executeLargeUpdate(sql, keys);
    }

    @Override
    public long executeLargeUpdate(String sql, int[] columns) throws SQLException {
        session.willRun(sql);
        return target.executeLargeUpdate(sql, columns);
    }

    @Override
    public long executeLargeUpdate(String sql, String[] columns) throws SQLException {
        session.willRun(sql);
        return target.executeLargeUpdate(sql, columns);
    }
}
