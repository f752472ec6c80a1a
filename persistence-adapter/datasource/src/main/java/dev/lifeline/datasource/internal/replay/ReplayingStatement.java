package dev.lifeline.datasource.internal.replay;

import dev.lifeline.datasource.internal.jdbc.ForwardingStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * Statement that moves to another server connection with its {@link ReplayingConnection}. Confined to one thread,
 * except {@code cancel}.
 */
class ReplayingStatement extends ForwardingStatement {
    private final ReplayingConnection connection;
    private final ReplayedTransaction transaction;
    private final StatementRunner runner;
    private final StatementMaker maker;
    private final List<String> batch = new ArrayList<>(0);
    private final String sql;
    private volatile Statement delegate;
    private volatile Statement executed;
    private int epoch;
    private boolean closed;

    /** Execution in progress. Kept here, because the driver discards a batch when it sends the batch. */
    private @Nullable Execution inFlight;

    ReplayingStatement(
            ReplayingConnection connection,
            ReplayedTransaction transaction,
            StatementRunner runner,
            StatementMaker maker)
            throws SQLException {
        this(connection, transaction, runner, "", maker, transaction.onConnection(current -> maker.make(current, "")));
    }

    ReplayingStatement(
            ReplayingConnection connection,
            ReplayedTransaction transaction,
            StatementRunner runner,
            String sql,
            StatementMaker maker,
            Statement first) {
        super(first);
        this.connection = connection;
        this.transaction = transaction;
        this.runner = runner;
        this.sql = sql;
        this.maker = maker;
        this.delegate = first;
        this.executed = first;
        this.epoch = transaction.epoch();
        connection.statementOpened();
    }

    /** Recovers first if this statement has to move to another server connection, and that is lost as well. */
    @Override
    protected Statement target() throws SQLException {
        return inFlight == null && isLeftBehind() ? transaction.onConnection(connection -> current()) : current();
    }

    /** Returns whether the statement belongs to an earlier server connection. */
    private boolean isLeftBehind() {
        return epoch != transaction.epoch() && !closed;
    }

    /** Returns the statement with the results, which may be on an earlier connection: they remain readable. */
    @Override
    protected Statement executed() {
        return executed;
    }

    /** Sets the fetch size of the statement that is executed, without a move to another connection. */
    void fetchSizeInFlight(int rows) throws SQLException {
        executed.setFetchSize(rows);
        @Nullable Execution current = inFlight;
        inFlight = current == null ? null : current.withFetchSize(rows);
    }

    /** Returns the statement on the current server connection; creates it there if it belongs to an earlier one. */
    Statement current() throws SQLException {
        if (isLeftBehind()) {
            Execution state = inFlight == null ? execution(SqlKind.READ, sql, Statement::execute) : inFlight;
            delegate = state.statementOn(transaction.connection());
            epoch = transaction.epoch();
        }
        if (inFlight != null) {
            executed = delegate;
        }
        return delegate;
    }

    final <T> T execute(SqlKind kind, String text, Run<T> run) throws SQLException {
        Statement unused = target();
        Execution execution = execution(kind, text, run);
        inFlight = execution;
        try {
            return runner.execute(this, execution, run);
        } finally {
            inFlight = null;
        }
    }

    private Execution execution(SqlKind kind, String text, Run<?> run) throws SQLException {
        return new Execution(
                kind,
                text,
                maker,
                StatementOptions.of(delegate),
                Parameters.of(DriverState.of(delegate)),
                batch.isEmpty() ? List.of() : List.copyOf(batch),
                run);
    }

    private <T> T execute(String text, Run<T> run) throws SQLException {
        return execute(SqlKinds.of(text), text, run);
    }

    @Override
    public void closeOnCompletion() throws SQLException {
        super.closeOnCompletion();
        connection.closesItself(this);
    }

    /** Returns whether the statement is closed: by the caller, or by the driver with its last result. */
    boolean isOver() {
        try {
            return closed || executed.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /** Returns the driver's text: that of a prepared statement contains its parameters. */
    @Override
    public String toString() {
        return delegate.toString();
    }

    /** Closes the statement on the server connection to which it belongs, even if that is lost. */
    @Override
    public void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            executed.close();
        } finally {
            closeDelegate();
        }
    }

    private void closeDelegate() throws SQLException {
        try {
            delegate.close();
        } finally {
            connection.statementClosed(this);
        }
    }

    /** Disables replay, because executions of the driver's statement cannot be recorded; its options can be changed. */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!type.isInstance(this) && type != PGStatement.class) {
            transaction.pin("the driver's statement was used");
        }
        return super.unwrap(type);
    }

    @Override
    public Connection getConnection() {
        return connection.facade();
    }

    @Override
    public ResultSet executeQuery(String text) throws SQLException {
        return execute(text, Statement::executeQuery);
    }

    @Override
    public int executeUpdate(String text) throws SQLException {
        return execute(text, Statement::executeUpdate);
    }

    @Override
    public boolean execute(String text) throws SQLException {
        return execute(text, Statement::execute);
    }

    @Override
    public int executeUpdate(String text, int keys) throws SQLException {
        return execute(text, (statement, again) -> statement.executeUpdate(again, keys));
    }

    @Override
    public int executeUpdate(String text, int[] columns) throws SQLException {
        return execute(text, (statement, again) -> statement.executeUpdate(again, columns));
    }

    @Override
    public int executeUpdate(String text, String[] columns) throws SQLException {
        return execute(text, (statement, again) -> statement.executeUpdate(again, columns));
    }

    @Override
    public boolean execute(String text, int keys) throws SQLException {
        return execute(text, (statement, again) -> statement.execute(again, keys));
    }

    @Override
    public boolean execute(String text, int[] columns) throws SQLException {
        return execute(text, (statement, again) -> statement.execute(again, columns));
    }

    @Override
    public boolean execute(String text, String[] columns) throws SQLException {
        return execute(text, (statement, again) -> statement.execute(again, columns));
    }

    @Override
    public long executeLargeUpdate(String text) throws SQLException {
        return execute(text, Statement::executeLargeUpdate);
    }

    @Override
    public long executeLargeUpdate(String text, int keys) throws SQLException {
        return execute(text, (statement, again) -> statement.executeLargeUpdate(again, keys));
    }

    @Override
    public long executeLargeUpdate(String text, int[] columns) throws SQLException {
        return execute(text, (statement, again) -> statement.executeLargeUpdate(again, columns));
    }

    @Override
    public long executeLargeUpdate(String text, String[] columns) throws SQLException {
        return execute(text, (statement, again) -> statement.executeLargeUpdate(again, columns));
    }

    @Override
    public void addBatch(String text) throws SQLException {
        target().addBatch(text);
        batch.add(text);
    }

    @Override
    public void clearBatch() throws SQLException {
        batch.clear();
        super.clearBatch();
    }

    @Override
    public int[] executeBatch() throws SQLException {
        return ofBatch((statement, again) -> statement.executeBatch());
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        return ofBatch((statement, again) -> statement.executeLargeBatch());
    }

    private <T> T ofBatch(Run<T> run) throws SQLException {
        SqlKind kind = SqlKind.WRITE;
        for (String one : batch) {
            kind = SqlKind.together(kind, SqlKind.of(one));
        }
        try {
            return execute(kind, String.join(";", batch), run);
        } finally {
            batch.clear();
        }
    }
}
