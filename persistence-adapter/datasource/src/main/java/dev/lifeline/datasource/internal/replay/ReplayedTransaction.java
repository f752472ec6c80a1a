package dev.lifeline.datasource.internal.replay;

import dev.lifeline.datasource.internal.operation.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Current transaction of a connection, which can be replayed on another one. Confined to one thread, except {@link
 * #connection} and {@link #disableReplay}.
 */
final class ReplayedTransaction {
    private final Lender lender;
    private final ReplayContext context;
    private final CallersSession settings;
    private final FailureJudge judge;
    private final TransactionRecovery recovery;
    private volatile Connection connection;
    private volatile @Nullable String permanentObstacle;
    private volatile boolean pinned;
    private volatile boolean ended;
    private int epoch;
    private int directCalls;
    private Recording recording;
    private boolean own;

    ReplayedTransaction(Connection first, ReplayContext context, CallersSession settings) {
        this.connection = first;
        this.context = context;
        this.lender = context.lender();
        this.settings = settings;
        this.judge = new FailureJudge(lender, settings, context.logical());
        this.recording = new Recording(context.config());
        this.directCalls = lender.directCalls(first);
        this.recovery = new TransactionRecovery(this, context, judge);
    }

    /** Use of a connection. */
    @FunctionalInterface
    interface Use<T> {
        T of(Connection connection) throws SQLException;
    }

    /** Use of a connection without a result. */
    @FunctionalInterface
    interface Action {
        void on(Connection connection) throws SQLException;
    }

    Connection connection() {
        return connection;
    }

    /** Returns whether the caller's connection has a server connection only at times. */
    boolean isLogical() {
        return context.logical();
    }

    CallersSession settings() {
        return settings;
    }

    /** Returns a number that changes with the server connection. */
    int epoch() {
        return epoch;
    }

    /** Marks the current transaction as not replayable. */
    void giveUp(String reason) {
        recording.giveUp(reason);
        lender.setReplayable(connection, false);
    }

    /** Marks all further transactions of this connection as not replayable. Safe to call from any thread. */
    void disableReplay(String reason) {
        permanentObstacle = reason;
        lender.setReplayable(connection, false);
    }

    /** Disables replay like {@link #disableReplay}, because of a change that another server connection would lack. */
    void pin(String reason) {
        pinned = true;
        disableReplay(reason);
    }

    /** Returns whether the caller would miss this server connection after the end of its transaction. */
    boolean isNeeded() {
        if (pinned || settings.isSpecial() || isUnderWay()) {
            return true;
        }
        return lender.isLost(connection) ? isReplayDisabled() : !lender.isReusable(connection);
    }

    /** Returns whether the caller has begun a transaction and not ended it; the server connection may be lost. */
    private boolean isUnderWay() {
        return !settings.autoCommit() && (!recording.isEmpty() || recording.mayHaveWritten());
    }

    /** Returns whether the server connection is known to be lost and cannot be replaced by another one. */
    boolean isLostForGood() {
        return permanentObstacle != null && lender.isLost(connection);
    }

    /** Returns whether no transaction of this connection can be replayed. */
    boolean isReplayDisabled() {
        return permanentObstacle != null;
    }

    /** Returns why the current transaction cannot be replayed, or null if it can. */
    @Nullable
    String obstacle() {
        return permanentObstacle != null ? permanentObstacle : recording.obstacle();
    }

    void record(Step step) {
        record(step, false);
    }

    /** @param mayWrite whether the step's text may write */
    void record(Step step, boolean mayWrite) {
        boolean replayable = recording.obstacle() == null;
        recording.add(step, mayWrite);
        if (replayable && recording.obstacle() != null) {
            lender.setReplayable(connection, false);
        }
    }

    /** Sets the schema. The server sets the former one again if the transaction is rolled back. */
    void setSchema(String schema) throws SQLException {
        run(current -> current.setSchema(schema));
        if (!settings.autoCommit()) {
            recording.changeSchema(settings.searchPath(), schema);
        }
        settings.schema(schema);
    }

    /** Records a rollback to a savepoint, which may also set the former schema again. */
    void rolledBackTo(SavepointStep savepoint) {
        record(savepoint);
        if (recording.hasChangedSchema()) {
            disableReplay("the schema was changed in a transaction with a savepoint");
        }
    }

    void run(Action action) throws SQLException {
        Object unused = onConnection(current -> {
            action.on(current);
            return action;
        });
    }

    /** Runs an action on the server connection. If the connection was lost, repeats the action on another one. */
    <T> T onConnection(Use<T> use) throws SQLException {
        while (true) {
            requireOpen();
            try {
                T result = use.of(connection);
                succeeded();
                return result;
            } catch (SQLException e) {
                if (!isCurable(e)) {
                    throw e;
                }
                recover(e);
            }
        }
    }

    /** Returns whether the caller has closed or aborted the connection. Safe to call from any thread. */
    boolean isEnded() {
        return ended;
    }

    /** Throws if the caller has closed or aborted the connection, because no work may be replayed after that. */
    void requireOpen() throws SQLException {
        if (ended) {
            throw new SQLException("The connection is closed", "08003");
        }
    }

    void setAutoCommit(boolean autoCommit, TransactionEnds ends) throws SQLException {
        if (autoCommit == settings.autoCommit()) {
            return;
        }
        if (autoCommit) {
            ends.commit();
            settings.autoCommit(true); // whatever happens to the connection from now on, the COMMIT has succeeded
            if (lender.isLost(connection)) {
                startRecording();
                return; // the next statement replaces the connection, or reports that this is impossible
            }
        }
        run(current -> current.setAutoCommit(autoCommit));
        settings.autoCommit(autoCommit);
        startRecording();
    }

    /** Reads the server's identifiers of the transaction, in one round trip. */
    TransactionMark mark() throws SQLException {
        return TransactionMark.read(connection, lender.runOf(connection), recording.hasWritingText());
    }

    Recording recording() {
        return recording;
    }

    void startRecording() {
        recording = new Recording(context.config());
        directCalls = lender.directCalls(connection);
    }

    /** Returns whether the transaction was continued or ended without a record, on the connection of a result. */
    boolean isContinuedDirectly() {
        return !settings.autoCommit() && lender.directCalls(connection) != directCalls;
    }

    Lender lender() {
        return lender;
    }

    /** Records that the transaction was rolled back. */
    void rolledBack() {
        if (recording.hasChangedSchema()) {
            settings.searchPath(recording.pathAtBegin());
        }
    }

    /** Records the end of the transaction and starts a new recording. */
    void ended() {
        startRecording();
        succeeded();
        lender.setReplayable(connection, permanentObstacle == null);
    }

    /** Records that the connection works: the next loss has the full time for its recovery. */
    void succeeded() {
        recovery.succeeded();
    }

    /** Begins a transaction around one statement in autocommit mode. */
    void beginSingle() throws SQLException {
        own = true;
        run(current -> current.setAutoCommit(false));
        startRecording();
    }

    void endSingle() throws SQLException {
        own = false;
        startRecording();
        if (!lender.isLost(connection)) {
            connection.setAutoCommit(true);
        }
    }

    void close() throws SQLException {
        ended = true;
        connection.close();
    }

    /** Closes the server connection instead of giving it back. Safe to call from any thread. */
    void discard() {
        ended = true;
        lender.discard(connection);
    }

    /** Also ends a recovery in progress. Safe to call from any thread. */
    void abort(Executor executor) throws SQLException {
        ended = true;
        disableReplay("the caller aborted the connection");
        connection.abort(executor);
    }

    /** Returns whether a failure means that the connection was lost, rather than a failure of the request. */
    boolean isLoss(SQLException e) {
        return judge.isLoss(e, connection);
    }

    /** Returns whether the connection is lost for any reason, including the caller's time limit and an interrupt. */
    boolean isConnectionGone(SQLException e) {
        return lender.isLost(connection) || lender.isLoss(e);
    }

    /** Returns whether the transaction is to be replayed after a failure, because a replay may succeed. */
    boolean isCurable(SQLException e) {
        return judge.isCurable(e, connection) && !(lender.isRefusedWrite(e) && recording.refusesWrites());
    }

    void recover(SQLException lost) throws SQLException {
        recover(lost, false);
    }

    /**
     * Replays the transaction on another connection. If the replay fails, the transaction has ended: neither an
     * incomplete replay nor later statements of the caller may be committed.
     *
     * @param readOnly whether the replay only verifies that the transaction does not write
     */
    void recover(SQLException lost, boolean readOnly) throws SQLException {
        boolean recovered = false;
        try {
            recovery.recover(lost, readOnly);
            recovered = true;
        } finally {
            if (!recovered) {
                fail();
            }
        }
    }

    /** Records that the transaction ended with its connection. */
    void fail() {
        if (!settings.autoCommit() || own) {
            giveUp("an earlier statement of it failed because the connection was lost");
        }
    }

    /** Continues on another connection, with the caller's settings as they were when the transaction began. */
    void moveTo(Connection fresh) throws SQLException {
        connection = fresh;
        epoch++;
        directCalls = lender.directCalls(fresh);
        lender.setReplayable(fresh, true);
        SequenceValues.forget(fresh);
        settings.applyTo(fresh, recording.hasChangedSchema() ? recording.pathAtBegin() : settings.searchPath());
        if (own) {
            fresh.setAutoCommit(false);
        }
    }

    /** Returns the end of the recovery from the loss that was just found. */
    Deadline recoveryDeadline() {
        return recovery.deadline();
    }

    /** Gives the lost connection back before the wait for another one. */
    void giveBackLost() {
        recovery.giveBackLost();
    }
}
