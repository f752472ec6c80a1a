package dev.lifeline.persistence.internal.write;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.DatabaseOperation;
import dev.lifeline.domain.connection.OperationEvent;
import dev.lifeline.domain.connection.TransactionInDoubtException;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.port.out.WriteReceipts;
import dev.lifeline.domain.write.TokenReusedException;
import dev.lifeline.domain.write.WriteInProgressException;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.domain.write.Written;
import dev.lifeline.persistence.internal.policy.ResilientExecutor;
import dev.lifeline.persistence.internal.pool.BorrowedConnection;
import dev.lifeline.persistence.internal.write.ReceiptTable.Receipt;
import dev.lifeline.persistence.transaction.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Does each write once, whatever happens to the connection. A write is one transaction, which begins with taking the write's
 * token. If the answer to COMMIT is missing, the whole transaction simply runs again: the token is unique, so that the second
 * one waits until the first one has ended, and learns how. Safe for use by several threads.
 */
public final class SafeWriter implements WriteReceipts {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final DataSource connections;
    private final ResilientExecutor executor;
    private final Function<WriteToken, WriteCall> calls;
    private final ReceiptTable receipts;
    private final TokenClaim claim;
    private final TransactionEnd end;
    private final ConnectionEventListener listener;
    private final OperationTracer tracer;
    private final Clock clock;

    /**
     * @param executor repeats what fails
     * @param settings what else it needs to know
     */
    public SafeWriter(
            DataSource connections,
            ResilientExecutor executor,
            WriterSettings settings,
            ConnectionEventListener listener,
            OperationTracer tracer,
            Clock clock) {
        this.connections = connections;
        this.executor = executor;
        this.calls = token -> new WriteCall(token, settings.deadline(), settings.ticker());
        this.receipts = new ReceiptTable(settings.tables());
        this.claim = new TokenClaim(receipts);
        this.end = new TransactionEnd(settings.flows());
        this.listener = listener;
        this.tracer = tracer;
        this.clock = clock;
    }

    /**
     * Does the work once, or tells its outcome if it was done before.
     *
     * @param operation what it is, for those who watch
     * @param work tells the outcome, which is kept with the token
     * @throws TransactionInDoubtException if the answer to COMMIT was lost, and no other could be had in time
     * @throws TokenReusedException if the token was used for another write
     * @throws WriteInProgressException if somebody else is at it
     */
    public Written<String> write(DatabaseOperation operation, WriteToken token, Work<String> work) {
        return tracer.trace(operation, () -> write(calls.apply(token), work));
    }

    private Written<String> write(WriteCall call, Work<String> work) {
        try {
            return executor.run(() -> attempt(call, work));
        } catch (RuntimeException e) {
            if (call.isInDoubt()) {
                throw new TransactionInDoubtException(call.token(), ASK_AGAIN, e);
            }
            throw e;
        }
    }

    private Written<String> attempt(WriteCall call, Work<String> work) {
        try (Connection connection = connections.getConnection()) {
            connection.setAutoCommit(false);
            return end.watched(connection, call, () -> transact(connection, call, work));
        } catch (SQLException e) {
            throw new WriteFailedException(e);
        }
    }

    private Written<String> transact(Connection connection, WriteCall call, Work<String> work) throws SQLException {
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
        return new Written<>(outcome, false);
    }

    private static String run(Connection connection, Work<String> work) throws SQLException {
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
    private Written<String> replay(Connection connection, WriteCall call) throws SQLException {
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
        return new Written<>(receipt.outcome(), call.isReplay());
    }

    private void resolved(WriteCall call, boolean committed) {
        if (call.isInDoubt()) {
            call.resolve();
            tracer.on(new OperationEvent.OutcomeResolved(committed));
            listener.on(new ConnectionEvent.OutcomeResolved(clock.instant(), committed));
        }
    }

    @Override
    public int forget(Duration age, int limit) {
        return tracer.trace(DatabaseOperation.FORGET_RECEIPTS, () -> executor.run(() -> forgetOnce(age, limit)));
    }

    private int forgetOnce(Duration age, int limit) {
        try (Connection connection = connections.getConnection()) {
            return receipts.forget(connection, age, limit);
        } catch (SQLException e) {
            throw new WriteFailedException(e);
        }
    }
}
