package dev.lifeline.datasource.internal.operation;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.lifeline.datasource.config.RetryConfig;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;

/** Runs operations, each on its whole way to the database and back. Safe for use by several threads. */
public final class OperationRunner {
    private final FailsafeExecutor<Object> retries;
    private final FailsafeExecutor<Object> conflictRetries;
    private final RetryPauses pauses;
    private final Barriers barriers;
    private final ConnectionLender connections;
    private final OperationOutcomes outcomes;

    /**
     * @param connections lends a connection for each attempt
     */
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
     * Runs an operation that may be run again as a whole, retrying it while that may help and its deadline allows.
     *
     * @throws DatabaseUnavailableException if the database could not be used in time; the failures of earlier attempts are
     *     among its cause's suppressed ones
     */
    public <T> T run(Operation<T> operation) {
        return outcomes.of(() -> attempts(operation));
    }

    /** Returns how many retries the budget would pay for now. */
    public double retriesLeft() {
        return pauses.budgetLeft();
    }

    /**
     * The whole way of an operation, from the outside in: retries after failures that may pass, each after a pause; retries
     * after conflicts with another transaction, which are no failure of the database and have a short delay of their own.
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

    /** A write that the server refuses for its state waits and comes again. It holds neither a place nor a connection then. */
    private <T> T whenWritable(Operation<T> operation) throws SQLException, InterruptedException {
        for (int refusals = 1; ; refusals++) {
            try {
                return admitted(operation);
            } catch (RuntimeException refused) { // a mapper wraps what JDBC throws
                if (!pauses.untilWritable(operation, refused, refusals)) {
                    throw refused;
                }
            }
        }
    }

    private <T> T admitted(Operation<T> operation) throws SQLException, InterruptedException {
        barriers.enter(operation);
        try (Connection connection = connections.borrow(operation.deadline())) {
            return operation.work().run(connection);
        } catch (SQLException e) {
            throw new AttemptFailedException(e);
        } finally {
            barriers.leave();
        }
    }
}
