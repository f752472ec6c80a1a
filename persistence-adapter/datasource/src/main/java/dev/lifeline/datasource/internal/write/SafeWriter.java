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
 * Does each write once, whatever happens to the connection. A write is one transaction, which begins with taking the write's
 * token. If the answer to COMMIT is missing, the whole transaction simply runs again: the token is unique, so that the second
 * one waits until the first one has ended, and learns how. Safe for use by several threads.
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
     * @param runner runs each write, and retries what fails
     * @param settings what else it needs to know
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
        this.cleanup = new ReceiptCleanup(this::forget);
    }

    /**
     * Does the work once, or tells its outcome if it was done before.
     *
     * @param operation what it is, for those who watch
     * @param callersLimit how long the write may take at most, if that is shorter than the configured deadline
     * @param work tells the outcome, which is kept with the token
     * @throws TransactionInDoubtException if the answer to COMMIT was lost, and no other could be had in time
     * @throws TokenReusedException if the token was used for another write
     * @throws WriteInProgressException if somebody else is at it
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

    /** Before the rollback, which would wait without a bound. */
    private static void requireInStep(Connection connection, Throwable failure) throws SQLException {
        try {
            BorrowedConnection.requireInStep(connection);
        } catch (IllegalStateException unfinished) {
            failure.addSuppressed(unfinished);
        }
    }

    /**
     * What became of the write when it was done: our own earlier attempt did it, or somebody with the same token. Where a
     * standby takes part in each COMMIT it may lack that one, whose wait was cut short, maybe by ourselves; it has that one
     * when it has ours.
     */
    private WriteResult<String> replay(Connection connection, WriteCall call) throws SQLException {
        Receipt receipt = receipts.find(connection, call.token())
                .orElseThrow(() -> new SQLTransactionRollbackException("the receipt was just forgotten", "40001"));
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
     * Removes receipts that are older than an age by the server's clock.
     *
     * @param most how many
     * @return how many it removed
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

    /** Stops the removal of old receipts. */
    @Override
    public void close() {
        cleanup.close();
    }
}
