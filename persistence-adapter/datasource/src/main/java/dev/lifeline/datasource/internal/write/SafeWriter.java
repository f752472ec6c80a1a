package dev.lifeline.datasource.internal.write;

import dev.lifeline.datasource.internal.operation.Deadline;
import dev.lifeline.datasource.internal.operation.Operation;
import dev.lifeline.datasource.internal.operation.OperationRunner;
import dev.lifeline.datasource.internal.pool.BorrowedConnection;
import dev.lifeline.datasource.internal.write.ReceiptTable.Receipt;
import dev.lifeline.datasource.work.SqlWork;
import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.DatabaseOperation;
import dev.lifeline.domain.connection.OperationEvent;
import dev.lifeline.domain.connection.TransactionInDoubtException;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.domain.write.TokenReusedException;
import dev.lifeline.domain.write.WriteInProgressException;
import dev.lifeline.domain.write.WriteResult;
import dev.lifeline.domain.write.WriteToken;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.time.Clock;
import java.time.Duration;

/**
 * Runs each write exactly once. A write is one transaction, which starts by taking the token of the write. If the
 * response to COMMIT is lost, the whole transaction runs again: the token is unique, so the second transaction waits
 * until the first one has ended, and learns its outcome. Safe for use by several threads.
 */
public final class SafeWriter implements AutoCloseable {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final OperationRunner runner;
    private final Duration limit;
    private final Ticker ticker;
    private final ReceiptTable receipts;
    private final ReceiptClaim claim;
    private final CommitProtocol end;
    private final ConnectionEventListener listener;
    private final OperationTracer tracer;
    private final Clock clock;
    private final ReceiptCleanup cleanup;

    /**
     * @param runner runs each write and retries failures
     * @param settings settings of the writer
     */
    public SafeWriter(
            OperationRunner runner,
            WriterSettings settings,
            ConnectionEventListener listener,
            OperationTracer tracer,
            Clock clock) {
        this.runner = runner;
        this.limit = settings.deadline();
        this.ticker = settings.ticker();
        this.receipts = new ReceiptTable(new ReceiptTableSetup(settings.schema(), settings.createsTable()));
        this.claim = new ReceiptClaim(receipts);
        this.end = new CommitProtocol(settings.flows());
        this.listener = listener;
        this.tracer = tracer;
        this.clock = clock;
        this.cleanup = new ReceiptCleanup(this::forget, settings.cleanupThreads());
    }

    /**
     * Runs the work once, or returns its outcome if the token was used before.
     *
     * @param operation kind of operation, for traces
     * @param callersLimit longest duration of the write; the configured deadline applies if it is shorter
     * @param work returns the outcome, which is stored with the token
     * @throws TransactionInDoubtException if the response to COMMIT was lost and its outcome could not be determined in
     *     time
     * @throws TokenReusedException if the token was used for another write
     * @throws WriteInProgressException if another caller is writing with the token
     */
    public WriteResult<String> write(
            DatabaseOperation operation, Duration callersLimit, WriteToken token, SqlWork<String> work) {
        cleanup.start();
        return tracer.trace(
                operation, () -> write(new WriteCall(token, Deadline.shorter(callersLimit, limit), ticker), work));
    }

    private WriteResult<String> write(WriteCall call, SqlWork<String> work) {
        try {
            return runner.run(Operation.write(call.deadline(), connection -> attempt(connection, call, work)));
        } catch (RuntimeException e) {
            if (call.isInDoubt()) {
                throw new TransactionInDoubtException(call.token(), ASK_AGAIN, e);
            }
            throw e;
        }
    }

    private WriteResult<String> attempt(Connection connection, WriteCall call, SqlWork<String> work)
            throws SQLException {
        receipts.prepare(connection);
        connection.setAutoCommit(false);
        return end.watched(connection, call, () -> transact(connection, call, work));
    }

    private WriteResult<String> transact(Connection connection, WriteCall call, SqlWork<String> work)
            throws SQLException {
        if (!claim.take(connection, call)) {
            return replay(connection, call);
        }
        resolved(call, false);
        String outcome = run(connection, work);
        if (outcome.isEmpty()) {
            end.commitWithReceipt(connection);
        } else {
            receipts.complete(connection, call.token(), outcome);
            end.commit(connection);
        }
        return new WriteResult<>(outcome, false);
    }

    private static String run(Connection connection, SqlWork<String> work) throws SQLException {
        String outcome;
        try {
            outcome = work.run(connection);
        } catch (SQLException | RuntimeException | Error e) {
            requireInStep(connection, e);
            throw e;
        }
        BorrowedConnection.requireInStep(connection);
        return outcome;
    }

    /** Checks before the rollback, which would otherwise wait indefinitely. */
    private static void requireInStep(Connection connection, Throwable failure) throws SQLException {
        try {
            BorrowedConnection.requireInStep(connection);
        } catch (IllegalStateException unfinished) {
            failure.addSuppressed(unfinished);
        }
    }

    /**
     * Returns the outcome of a write that has committed, either by an earlier attempt or by another caller with the
     * same token. If the wait of that commit was cancelled, synchronous standbys may lack it. They have it as soon as
     * they have the commit of this transaction.
     */
    private WriteResult<String> replay(Connection connection, WriteCall call) throws SQLException {
        Receipt receipt = receipts.find(connection, call.token())
                .orElseThrow(() -> new SQLTransactionRollbackException("the receipt was just deleted", "40001"));
        call.found();
        if (!receipt.fingerprint().equals(call.token().fingerprint())) {
            resolved(call, false);
            throw new TokenReusedException(call.token());
        }
        end.commit(connection);
        resolved(call, true);
        if (call.isReplay()) {
            tracer.on(new OperationEvent.Replayed());
        }
        return new WriteResult<>(receipt.outcome(), call.isReplay());
    }

    private void resolved(WriteCall call, boolean committed) {
        if (call.isInDoubt()) {
            call.resolve();
            tracer.on(new OperationEvent.OutcomeResolved(committed));
            listener.on(new ConnectionEvent.OutcomeResolved(clock.instant(), committed));
        }
    }

    /**
     * Deletes receipts that are older than the given age, by the server's clock.
     *
     * @param most maximum number of receipts to delete
     * @return number of deleted receipts
     */
    public int forget(Duration age, int most) {
        return tracer.trace(
                DatabaseOperation.FORGET_RECEIPTS,
                () -> runner.run(
                        Operation.write(Deadline.in(limit, ticker), connection -> forgetOnce(connection, age, most))));
    }

    private int forgetOnce(Connection connection, Duration age, int most) throws SQLException {
        return receipts.isThere(connection) ? receipts.forget(connection, age, most) : 0;
    }

    /** Stops the cleanup of receipts. */
    @Override
    public void close() {
        cleanup.close();
    }
}
