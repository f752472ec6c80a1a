package dev.lifeline.datasource.internal.operation;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.lifeline.datasource.config.RetryConfig;
import dev.lifeline.datasource.internal.failure.ProtocolViolation;
import dev.lifeline.datasource.internal.socket.Connections;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;

/** Runs operations with gates, admission and retries. Safe for use by several threads. */
public final class OperationRunner {
    private final FailsafeExecutor<Object> retries;
    private final FailsafeExecutor<Object> conflictRetries;
    private final RetryPauses pauses;
    private final Barriers barriers;
    private final ConnectionLender connections;
    private final OperationOutcomes outcomes;

    /** @param connections lends a connection for each attempt */
    public OperationRunner(
            RetryConfig config,
            RetryPauses pauses,
            Barriers barriers,
            ConnectionLender connections,
            OperationOutcomes outcomes,
            OperationReports reports) {
        this.retries = Failsafe.with(RetryPolicies.failures(config))
                .onComplete(done -> outcomes.reportIfGivenUp(done.getAttemptCount(), done.getException()));
        this.conflictRetries = Failsafe.with(RetryPolicies.conflicts(reports));
        this.pauses = pauses;
        this.barriers = barriers;
        this.connections = connections;
        this.outcomes = outcomes;
    }

    /**
     * Runs an operation and retries it as a whole while that may help and the deadline allows it. Blocks the caller.
     *
     * @throws DatabaseUnavailableException if the database could not be used in time; exceptions of earlier attempts
     *     are suppressed exceptions of its cause
     */
    public <T> T run(Operation<T> operation) {
        return outcomes.of(() -> attempts(operation));
    }

    /** Returns how many retries the budget allows now. */
    public double retriesLeft() {
        return pauses.budgetLeft();
    }

    /**
     * Runs all attempts, from the outside in: retries after transient failures, each after a pause; retries after
     * conflicts with other transactions, which are not failures of the database and have a separate, short delay.
     */
    private <T> T attempts(Operation<T> operation) {
        return retries.get(() -> {
            pauses.before(operation);
            try {
                return conflictRetries.get(() -> whenWritable(operation));
            } catch (RuntimeException thrown) {
                pauses.failed(operation, thrown);
                throw thrown;
            }
        });
    }

    /**
     * Retries a write after a pause while the server rejects writes. Between the tries it holds neither an admission
     * nor a connection.
     */
    private <T> T whenWritable(Operation<T> operation) throws SQLException, InterruptedException {
        for (int refusals = 1; ; refusals++) {
            try {
                return admitted(operation);
            } catch (RuntimeException refused) { // mappers wrap JDBC exceptions
                if (!pauses.untilWritable(operation, refused, refusals)) {
                    throw refused;
                }
            }
        }
    }

    private static <T> T work(Operation<T> operation, Connection connection) throws SQLException {
        try {
            return operation.work().run(connection);
        } catch (RuntimeException e) {
            if (!ProtocolViolation.isReasonOf(e)) {
                throw e;
            }
            Connections.abort(connection);
            throw ProtocolViolation.of(e);
        }
    }

    private <T> T admitted(Operation<T> operation) throws SQLException, InterruptedException {
        barriers.enter(operation);
        try (Connection connection = connections.borrow(operation.deadline())) {
            return work(operation, connection);
        } catch (SQLException e) {
            throw new AttemptFailedException(e);
        } finally {
            barriers.leave();
        }
    }
}
