package dev.lifeline.datasource.internal.replay;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.datasource.config.ReplayConfig;
import dev.lifeline.datasource.internal.operation.Deadline;
import dev.lifeline.domain.time.Ticker;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The transaction under way of one connection, which can run again on another one. Confined to one thread, except {@link #connection}
 * and {@link #giveUpForGood}.
 */
final class ReplayedTransaction {
    private static final System.Logger LOG = System.getLogger(ReplayedTransaction.class.getName());

    private final Lender lender;
    private final ReplayConfig config;
    private final Duration limit;
    private final Ticker ticker;
    private final CallersSession settings = new CallersSession();
    private final CommitResolver resolver;
    private volatile Connection connection;
    private volatile @Nullable String obstacleForGood;
    private int epoch;
    private Recording recording;
    private @Nullable String serverStart;
    private boolean own;

    ReplayedTransaction(Connection first, Lender lender, ReplayConfig config, Duration limit, Ticker ticker) {
        this.connection = first;
        this.lender = lender;
        this.config = config;
        this.limit = limit;
        this.ticker = ticker;
        this.recording = new Recording(config);
        this.resolver = new CommitResolver(lender, limit, ticker);
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface Use<T> {
        T of(Connection connection) throws SQLException;
    }

    /** What is done with a connection, without a result. */
    @FunctionalInterface
    interface Action {
        void on(Connection connection) throws SQLException;
    }

    Connection connection() {
        return connection;
    }

    CallersSession settings() {
        return settings;
    }

    /** Returns a number that changes with the connection. */
    int epoch() {
        return epoch;
    }

    /** From now on the transaction under way cannot be run again. */
    void giveUp(String reason) {
        recording.giveUp(reason);
        lender.setReplayable(connection, false);
    }

    /** From now on no transaction of this connection can be run again. Safe to call from any thread. */
    void giveUpForGood(String reason) {
        obstacleForGood = reason;
        lender.setReplayable(connection, false);
    }

    private @Nullable String obstacle() {
        return obstacleForGood != null ? obstacleForGood : recording.obstacle();
    }

    void record(Step step) {
        recording.add(step, false);
    }

    void run(Action action) throws SQLException {
        Object unused = onConnection(current -> {
            action.on(current);
            return action;
        });
    }

    /** Uses the connection, and does so again on another one if it was lost. */
    <T> T onConnection(Use<T> use) throws SQLException {
        while (true) {
            try {
                return use.of(connection);
            } catch (SQLException e) {
                if (!isLoss(e)) {
                    throw e;
                }
                recover(e);
            }
        }
    }

    void setAutoCommit(boolean autoCommit) throws SQLException {
        if (autoCommit == settings.autoCommit()) {
            return;
        }
        if (autoCommit) {
            commit();
        }
        run(current -> current.setAutoCommit(autoCommit));
        settings.autoCommit(autoCommit);
        recording = new Recording(config);
    }

    // --- statements

    /** Runs a statement of the caller's. */
    <T> T execute(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        if (obstacleForGood != null) {
            return withoutReplay(statement, execution, run);
        }
        return settings.autoCommit() ? alone(statement, execution, run) : inTransaction(statement, execution, run);
    }

    private <T> T withoutReplay(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        recording.noteWrite();
        try {
            return run.on(statement.target(), execution.sql());
        } catch (SQLException e) {
            if (!isLoss(e)) {
                throw e;
            }
            String reason = String.valueOf(obstacle());
            throw settings.autoCommit() && execution.kind().mayWrite()
                    ? ReplayFailure.unknown(reason, e)
                    : ReplayFailure.notReplayed(reason, e);
        }
    }

    private <T> T inTransaction(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        if (execution.kind() != SqlKind.SESSION) {
            noteKind(execution.kind());
        }
        while (true) {
            try {
                T result = run.on(statement.target(), execution.sql());
                noteKind(execution.kind());
                succeeded(execution, DriverState.outcomes(DriverState.of(statement.target())));
                return result;
            } catch (SQLException e) {
                if (!isLoss(e)) {
                    recording.add(
                            StatementStep.failed(execution, e.getSQLState()),
                            execution.kind().mayWrite());
                    throw e;
                }
                recover(e);
            }
        }
    }

    private void succeeded(Execution execution, List<Outcome> outcomes) {
        @Nullable String obstacle = StatementStep.obstacle(execution, outcomes);
        if (obstacle != null) {
            giveUp(obstacle);
        }
        recording.add(
                StatementStep.succeeded(execution, outcomes), execution.kind().mayWrite());
    }

    private void noteKind(SqlKind kind) {
        switch (kind) {
            case TRANSACTION_CONTROL -> giveUpForGood("a transaction was controlled by SQL");
            case OUTSIDE_TRANSACTION -> giveUp("it runs a statement that cannot be run again");
            case SESSION -> giveUpForGood("the session was changed by SQL");
            default -> {}
        }
    }

    /** A statement in autocommit mode. */
    private <T> T alone(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        return switch (execution.kind()) {
            case READ -> read(statement, execution, run);
            case SEQUENCE -> onConnection(current -> run.on(statement.target(), execution.sql()));
            case INSERT, WRITE ->
                config.commitOutcome()
                        ? inOwnTransaction(statement, execution, run)
                        : run.on(statement.target(), execution.sql());
            default -> {
                noteKind(execution.kind());
                T result = run.on(statement.target(), execution.sql());
                recording = new Recording(config);
                yield result;
            }
        };
    }

    /** Run again, a read runs in a read-only transaction: a function that writes must not run twice. */
    private <T> T read(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        try {
            return run.on(statement.target(), execution.sql());
        } catch (SQLException lost) {
            if (!isLoss(lost)) {
                throw lost;
            }
            return readAgain(statement, execution, run, lost);
        }
    }

    private <T> T readAgain(ReplayingStatement statement, Execution execution, Run<T> run, SQLException lost)
            throws SQLException {
        while (true) {
            recover(lost);
            try {
                return readOnly(statement, execution, run);
            } catch (SQLException e) {
                if ("25006".equals(e.getSQLState())) {
                    throw ReplayFailure.unknown("the statement writes, although it reads by its text", lost);
                }
                if (!isLoss(e)) {
                    throw e;
                }
            }
        }
    }

    private <T> T readOnly(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        try (Statement control = connection.createStatement()) {
            control.execute("begin read only");
            boolean done = false;
            try {
                T result = run.on(statement.target(), execution.sql());
                done = true;
                return result;
            } finally {
                if (done || !lender.isLost(connection)) {
                    control.execute("rollback");
                }
            }
        }
    }

    /** So that the outcome of its COMMIT can be determined. */
    private <T> T inOwnTransaction(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        int fetchSize = statement.getFetchSize();
        begin();
        try {
            statement.setFetchSize(0);
            T result = inTransaction(statement, execution, run);
            commit();
            return result;
        } catch (SQLException e) {
            rollback();
            throw e;
        } finally {
            own = false;
            end();
            statement.setFetchSize(fetchSize);
        }
    }

    private void begin() throws SQLException {
        own = true;
        run(current -> current.setAutoCommit(false));
        recording = new Recording(config);
    }

    private void end() throws SQLException {
        recording = new Recording(config);
        if (!lender.isLost(connection)) {
            connection.setAutoCommit(true);
        }
    }

    // --- ends

    void commit() throws SQLException {
        try {
            commitOrReplay();
        } finally {
            ended();
        }
    }

    private void commitOrReplay() throws SQLException {
        while (true) {
            @Nullable TransactionMark mark = null;
            try {
                mark = isMarkNeeded() ? TransactionMark.read(connection) : null;
            } catch (SQLException e) {
                if (isLoss(e)) {
                    recover(e);
                    continue;
                }
                LOG.log(DEBUG, "A transaction that failed has no mark; COMMIT will say so", e);
            }
            try {
                connection.commit();
                return;
            } catch (SQLException e) {
                if (!isLoss(e) && !"08007".equals(e.getSQLState())) {
                    throw e;
                }
                if (isCommitted(mark, e)) {
                    return;
                }
                recover(e);
            }
        }
    }

    private boolean isMarkNeeded() {
        return config.commitOutcome() && (recording.mayHaveWritten() || obstacle() != null);
    }

    /** Returns false if nothing was committed, so that the transaction can be run again. */
    private boolean isCommitted(@Nullable TransactionMark mark, SQLException lost) throws SQLException {
        lender.reportLoss();
        if (mark == null) {
            if (recording.mayHaveWritten() || obstacle() != null) {
                throw ReplayFailure.unknown("its outcome was not to be determined", lost);
            }
            return recording.isEmpty() || hasOnlyRead(lost);
        }
        return mark.xid() == null || resolver.isCommitted(mark, lost);
    }

    /** What the caller has seen was real; only a function that writes could have been lost with the COMMIT. */
    private boolean hasOnlyRead(SQLException lost) throws SQLException {
        recover(lost, true);
        return true;
    }

    void rollback() throws SQLException {
        try {
            connection.rollback();
        } catch (SQLException e) {
            if (!isLoss(e)) {
                throw e;
            }
            lender.reportLoss(); // the transaction ended with its session
        } finally {
            ended();
        }
    }

    private void ended() {
        recording = new Recording(config);
        lender.setReplayable(connection, obstacleForGood == null);
    }

    void close() throws SQLException {
        connection.close();
    }

    // --- recovery

    private boolean isLoss(SQLException e) {
        return !Thread.currentThread().isInterrupted()
                && (lender.isLost(connection) || lender.isLoss(e))
                && !(settings.hasNetworkTimeout() && isTimeout(e));
    }

    private static boolean isTimeout(SQLException e) {
        return e.getCause() instanceof SocketTimeoutException;
    }

    private void recover(SQLException lost) throws SQLException {
        recover(lost, false);
    }

    /**
     * Runs the transaction again on another connection.
     *
     * @param readOnly whether it runs only as a proof that it does not write
     */
    private void recover(SQLException lost, boolean readOnly) throws SQLException {
        lender.reportLoss();
        @Nullable String obstacle = obstacle();
        if (obstacle != null) {
            throw ReplayFailure.notReplayed(obstacle, lost);
        }
        Deadline deadline = Deadline.in(limit, ticker);
        while (true) {
            Connection fresh = borrow(deadline, lost);
            try {
                moveTo(fresh, readOnly);
                return;
            } catch (DifferentOutcomeException e) {
                throw ReplayFailure.differs(e.what(), lost);
            } catch (SQLException e) {
                LOG.log(DEBUG, "A transaction could not be run again", e);
                if (!lender.isLost(connection) && !lender.isLoss(e)) {
                    throw readOnly
                            ? ReplayFailure.unknown("a statement writes, although it reads by its text", lost)
                            : ReplayFailure.differs("a statement that had succeeded failed", lost);
                }
                if (deadline.isOver()) {
                    throw ReplayFailure.notReplayed("there was no time left", lost);
                }
            }
        }
    }

    private Connection borrow(Deadline deadline, SQLException lost) throws SQLException {
        try {
            return lender.borrow(deadline.left());
        } catch (SQLException e) {
            lost.addSuppressed(e);
            throw ReplayFailure.notReplayed("no other connection came in time", lost);
        }
    }

    private void moveTo(Connection fresh, boolean readOnly) throws SQLException, DifferentOutcomeException {
        Connection former = connection;
        connection = fresh;
        epoch++;
        former.close();
        lender.setReplayable(fresh, true);
        settings.applyTo(fresh);
        if (own) {
            fresh.setAutoCommit(false);
        }
        if (recording.isEmpty()) {
            return;
        }
        try {
            replay(fresh, readOnly);
        } finally {
            if (readOnly && !lender.isLost(fresh)) {
                fresh.rollback();
            }
        }
    }

    private void replay(Connection fresh, boolean readOnly) throws SQLException, DifferentOutcomeException {
        if (readOnly) {
            try (Statement statement = fresh.createStatement()) {
                statement.execute("set transaction read only");
            }
        }
        try {
            recording.replayOn(fresh, isRestarted(fresh));
        } catch (DifferentOutcomeException e) {
            if (!readOnly) {
                throw e;
            }
        }
    }

    private boolean isRestarted(Connection fresh) throws SQLException {
        String now = TransactionMark.read(fresh).serverStart();
        boolean restarted = serverStart == null || !serverStart.equals(now);
        serverStart = now;
        return restarted;
    }
}
