package dev.lifeline.datasource.internal.replay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Prepared statement that moves to another server connection with its {@link ReplayingConnection}. Confined to one
 * thread.
 */
final class ReplayingPreparedStatement extends ServerTypeParameters {
    private final ReplayingStatement statement;
    private final ReplayedTransaction transaction;
    private final SqlKind kind;
    private final String sql;

    ReplayingPreparedStatement(
            ReplayingConnection connection,
            ReplayedTransaction transaction,
            StatementRunner runner,
            String sql,
            StatementMaker maker)
            throws SQLException {
        this(connection, transaction, runner, sql, maker, (PreparedStatement)
                transaction.onConnection(current -> maker.make(current, sql)));
    }

    private ReplayingPreparedStatement(
            ReplayingConnection connection,
            ReplayedTransaction transaction,
            StatementRunner runner,
            String sql,
            StatementMaker maker,
            PreparedStatement first) {
        super(first);
        this.transaction = transaction;
        this.statement = new ReplayingStatement(connection, transaction, runner, sql, maker, first);
        this.kind = SqlKinds.of(sql);
        this.sql = sql;
    }

    @Override
    protected Statement target() throws SQLException {
        return statement.target();
    }

    @Override
    protected Statement executed() {
        return statement.executed();
    }

    @Override
    <T> T repeated(Call<T> call) throws SQLException {
        return transaction.onConnection(connection -> call.on((PreparedStatement) target()));
    }

    @Override
    void noteLargeObject() {
        transaction.giveUp("it writes a large object");
    }

    @Override
    public String toString() {
        return statement.toString();
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : statement.unwrap(type);
    }

    @Override
    public Connection getConnection() {
        return statement.getConnection();
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        return statement.execute(kind, sql, (current, text) -> ((PreparedStatement) current).executeQuery());
    }

    @Override
    public int executeUpdate() throws SQLException {
        return statement.execute(kind, sql, (current, text) -> ((PreparedStatement) current).executeUpdate());
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        return statement.execute(kind, sql, (current, text) -> ((PreparedStatement) current).executeLargeUpdate());
    }

    @Override
    public boolean execute() throws SQLException {
        return statement.execute(kind, sql, (current, text) -> ((PreparedStatement) current).execute());
    }

    @Override
    public int[] executeBatch() throws SQLException {
        return statement.execute(ofBatch(), sql, (current, text) -> current.executeBatch());
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        return statement.execute(ofBatch(), sql, (current, text) -> current.executeLargeBatch());
    }

    private SqlKind ofBatch() {
        return kind == SqlKind.INSERT ? kind : SqlKind.together(SqlKind.WRITE, kind);
    }
}
