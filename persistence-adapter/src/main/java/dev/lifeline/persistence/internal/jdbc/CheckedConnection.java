package dev.lifeline.persistence.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;

/**
 * A connection to the server, as the pool keeps it. Checks what the driver does not: COMMIT succeeds only if the server says
 * COMMIT. Also notes what a borrower does that outlasts a transaction. As safe for use by several threads as the driver's
 * connection.
 */
public final class CheckedConnection extends ObservedConnection {
    private static final String IN_FAILED_TRANSACTION = "25P02";
    private static final String RESOLUTION_UNKNOWN = "08007";

    /** Unnamed: behind a pooler a named statement may be that of another client. */
    private static final int COMMIT_FLAGS = QueryExecutor.QUERY_ONESHOT
            | QueryExecutor.QUERY_NO_METADATA
            | QueryExecutor.QUERY_NO_RESULTS
            | QueryExecutor.QUERY_SUPPRESS_BEGIN;

    private final PgConnection driver;
    private final boolean pooled;
    private final String applicationName;
    private @Nullable Query commit;
    private volatile long plans;
    private volatile boolean exposed;
    private volatile @Nullable Thread borrower;
    private volatile @Nullable StatementCancellation cancellation;

    /**
     * Wraps a connection that was just made.
     *
     * @param pooled whether a pooler stands between the driver and the server
     */
    public CheckedConnection(PgConnection driver, boolean pooled) {
        super(driver);
        this.driver = driver;
        this.pooled = pooled;
        this.applicationName = String.valueOf(driver.getParameterStatus("application_name"));
    }

    /** Returns the checked connection under a pool's proxy. */
    public static CheckedConnection under(Connection connection) throws SQLException {
        return connection.unwrap(CheckedConnection.class);
    }

    /** Returns the driver's connection, for questions that change nothing. */
    public PgConnection driver() {
        return driver;
    }

    /**
     * Commits the transaction under way, in one round trip.
     *
     * @throws SQLException with 25P02 if a statement had failed, and the server rolled back; with 08007, and the connection
     *     closed, if the server replied something else, so that it is unknown what it did
     */
    @Override
    public void commit() throws SQLException {
        if (driver.getAutoCommit() || driver.getTransactionState() == TransactionState.IDLE) {
            driver.commit(); // which complains, or has nothing to do
            return;
        }
        commitBy(commitQuery(), COMMIT_FLAGS | QueryExecutor.QUERY_EXECUTE_AS_SIMPLE);
    }

    /**
     * Commits the transaction under way if a condition holds on the server; in one round trip too.
     *
     * @param condition in SQL, true or false
     * @throws SQLException as {@link #commit} does; if the condition does not hold, with the transaction failed and still open
     */
    public void commitIf(String condition) throws SQLException {
        String sql = "select 1 / (case when " + condition + " then 1 else 0 end); " + CommitReply.COMMITTED;
        commitBy(driver.getQueryExecutor().createSimpleQuery(sql), COMMIT_FLAGS);
    }

    private void commitBy(Query query, int flags) throws SQLException {
        StatementCancellation active = cancellation;
        if (active != null) {
            active.beforeCommit();
        }
        boolean failed = hasFailedTransaction();
        CommitReply reply = new CommitReply(driver);
        driver.getQueryExecutor().execute(query, null, reply, 0, 0, flags);
        if (!reply.isCommitted()) {
            throw notCommitted(reply, failed);
        }
    }

    private Query commitQuery() throws SQLException {
        if (commit == null) {
            commit = driver.getQueryExecutor().createSimpleQuery(CommitReply.COMMITTED);
        }
        return commit;
    }

    private SQLException notCommitted(CommitReply reply, boolean failed) throws SQLException {
        if (failed && reply.isRolledBack()) {
            return new SQLTransactionRollbackException(
                    "The server rolled back instead of committing, because a statement of the transaction had failed",
                    IN_FAILED_TRANSACTION);
        }
        driver.abort(Runnable::run);
        return new SQLNonTransientConnectionException(
                "The server replied " + reply.tag() + " to COMMIT; the connection was closed", RESOLUTION_UNKNOWN);
    }

    /** Commits first if that switches autocommit on in a transaction, as JDBC asks for. */
    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        if (autoCommit && !driver.getAutoCommit()) {
            commit();
        }
        driver.setAutoCommit(autoCommit);
    }

    /** Notes that the driver's connection was handed out: COPY for instance is not seen here. */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        exposed = true;
        return driver.unwrap(type);
    }

    /** Returns whether nothing of an earlier borrower's work is under way, as far as the driver knows. Does not block. */
    public boolean isAtRest() {
        return driver.getTransactionState() == TransactionState.IDLE && !exposed && !isClosed();
    }

    /** Returns whether there is a transaction, sound or failed. */
    public boolean hasTransaction() {
        return driver.getTransactionState() != TransactionState.IDLE;
    }

    /** Returns whether a statement of the transaction under way failed. Does not block. */
    public boolean hasFailedTransaction() {
        return driver.getTransactionState() == TransactionState.FAILED;
    }

    @Override
    public boolean isClosed() {
        return driver.getQueryExecutor().isClosed();
    }

    /** Returns whether a borrower got hold of the driver's own connection. */
    public boolean isExposed() {
        return exposed;
    }

    /** Returns whether a borrower left something in the session. */
    public boolean isSessionChanged() {
        return session.isChanged();
    }

    /**
     * Undoes what borrowers left in the session, and proves that the driver and the server are in step, in one round trip.
     * There must be no transaction. Behind a pooler nothing is undone: the session is no longer this connection's.
     *
     * @param question a text that was not used before
     * @return whether the reply is the one to this question, and not an earlier one that was outstanding
     */
    public boolean resetSession(String question) throws SQLException {
        driver.setAutoCommit(true);
        boolean inStep = answers(pooled ? "" : session.undo(applicationName) + "; ", question);
        session.forget();
        exposed = false;
        return inStep;
    }

    /** Returns whether the server answers a question that was not asked before, and so owes no earlier answer. */
    public boolean answers(String question) throws SQLException {
        return answers("", question);
    }

    private boolean answers(String before, String question) throws SQLException {
        try (Statement statement = driver.createStatement()) {
            return question.equals(LastAnswer.to(before + "select '" + question + "'", statement));
        }
    }

    /**
     * Forgets the prepared statements of the driver, in one round trip, unless that was done in this epoch. There must be no
     * transaction. Behind a pooler there are none, and those of other clients stay.
     */
    public void forgetPlansBefore(long epoch) throws SQLException {
        if (plans != epoch && !pooled) {
            try (Statement statement = driver.createStatement()) {
                statement.execute("deallocate all"); // which the driver recognises
            }
            plans = epoch;
        }
    }

    /** Lends it to the calling thread, whose COMMITs are to end that cancellation. */
    public void lend(StatementCancellation toEnd) {
        borrower = Thread.currentThread();
        cancellation = toEnd;
    }

    /** Takes it back. */
    public void takeBack() {
        borrower = null;
        cancellation = null;
    }

    /** Has the next check of the session prove that driver and server are in step: a cancel request may be on its way. */
    public void doubt() {
        exposed = true;
    }

    /** Returns the thread that borrowed it, or null. */
    public @Nullable Thread borrower() {
        return borrower;
    }
}
