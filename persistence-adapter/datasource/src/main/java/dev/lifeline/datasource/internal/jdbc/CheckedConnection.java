package dev.lifeline.datasource.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;

/**
 * Connection to the server, as kept in the pool. Verifies what the driver does not: COMMIT succeeds only if the server
 * reports COMMIT. Also records session changes of a borrower that outlast a transaction. As thread-safe as the driver's
 * connection.
 */
public final class CheckedConnection extends ObservedConnection {
    private final PgConnection driver;
    private final @Nullable ServerRun run;
    private final boolean pooled;
    private final String applicationName;
    private final LeaseHolder lease;
    private final boolean readOnlyRole;
    private final CheckedCommit commit;
    private final String sessionStart;
    private volatile long plans;
    private int loan;
    private volatile boolean exposed;
    private volatile @Nullable Thread borrower;
    private volatile @Nullable StatementCancellation cancellation;

    /**
     * Wraps a new connection.
     *
     * @param pooled whether a pooler stands between the driver and the server
     * @param run the server run; null behind a pooler, and if it is not needed
     * @param lease shared with the sentinel
     * @param readOnlyRole whether transactions are read-only by a setting of the role rather than of the server
     * @param sessionStart statements that have run on the connection, and are to run again when it is reset; may be
     *     empty
     */
    public CheckedConnection(
            PgConnection driver,
            boolean pooled,
            @Nullable ServerRun run,
            LeaseHolder lease,
            boolean readOnlyRole,
            String sessionStart) {
        super(driver);
        this.driver = driver;
        this.run = run;
        this.pooled = pooled;
        this.lease = lease;
        this.readOnlyRole = readOnlyRole;
        this.commit = new CheckedCommit(driver);
        this.sessionStart = sessionStart;
        this.applicationName = String.valueOf(driver.getParameterStatus("application_name"));
    }

    /** Returns the checked connection under the pool's proxy. */
    public static CheckedConnection under(Connection connection) throws SQLException {
        return connection.unwrap(CheckedConnection.class);
    }

    /**
     * Returns the server run to which the connection leads; null if it is unknown, and behind a pooler, where it may
     * change.
     */
    public @Nullable ServerRun run() {
        return run;
    }

    /** Returns whether transactions are read-only by a setting of the role rather than of the server. */
    public boolean isOfReadOnlyRole() {
        return readOnlyRole;
    }

    /** Returns the driver's connection, for questions that change nothing. */
    public PgConnection driver() {
        return driver;
    }

    /**
     * Commits the current transaction in one round trip.
     *
     * @throws SQLException with 25P02 if a statement had failed and the server rolled back; with 08007 if the server
     *     replied something else, so that the outcome is unknown; the connection is then closed
     */
    @Override
    public void commit() throws SQLException {
        if (driver.getAutoCommit() || driver.getTransactionState() == TransactionState.IDLE) {
            driver.commit(); // throws, or has nothing to do
        } else {
            commit.run(cancellation);
        }
        count();
    }

    /**
     * Commits the current transaction if a condition holds on the server, in one round trip.
     *
     * @param condition boolean SQL expression
     * @throws SQLException like {@link #commit}; also if the condition does not hold: the transaction has then failed
     *     and is still open
     */
    public void commitIf(String condition) throws SQLException {
        commit.runIf(condition, cancellation);
    }

    /** Commits first if the call enables autocommit in a transaction, as JDBC requires. */
    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        if (autoCommit && !driver.getAutoCommit() && hasTransaction()) {
            commit();
        }
        driver.setAutoCommit(autoCommit);
    }

    /** Records that the caller got the driver's connection, because calls on it, such as COPY, are not observed. */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        exposed = true;
        lease.setMayListen(true);
        return driver.unwrap(type);
    }

    /** Returns whether no work of an earlier borrower is in progress, as far as the driver knows. Never blocks. */
    public boolean isAtRest() {
        return driver.getTransactionState() == TransactionState.IDLE && !exposed && !isClosed();
    }

    /** Returns whether there is a transaction, either active or failed. */
    public boolean hasTransaction() {
        return driver.getTransactionState() != TransactionState.IDLE;
    }

    /** Returns whether a statement of the current transaction failed. Never blocks. */
    public boolean hasFailedTransaction() {
        return driver.getTransactionState() == TransactionState.FAILED;
    }

    @Override
    public boolean isClosed() {
        return driver.getQueryExecutor().isClosed();
    }

    /** Returns whether a borrower got the driver's connection. */
    public boolean isExposed() {
        return exposed;
    }

    /** Returns whether a borrower changed the session. */
    public boolean isSessionChanged() {
        return session.isChanged();
    }

    /**
     * Resets session changes of borrowers and verifies that the driver and the server are in sync, in one round trip.
     * There must be no transaction. Behind a pooler nothing is reset, because the server session no longer belongs to
     * this connection.
     *
     * @param question a text that was not used before
     * @return whether the reply belongs to this question rather than to an earlier request
     */
    public boolean resetSession(String question) throws SQLException {
        driver.setAutoCommit(true);
        boolean inStep = answers(pooled ? "" : reset(), question);
        session.forget();
        exposed = false;
        lease.setMayListen(false);
        return inStep;
    }

    private String reset() {
        String undo = session.undo(applicationName) + "; ";
        return sessionStart.isEmpty() ? undo : undo + sessionStart + "\n; ";
    }

    /** Returns whether the server answers a new question, which shows that no earlier reply is outstanding. */
    public boolean answers(String question) throws SQLException {
        return answers("", question);
    }

    private boolean answers(String before, String question) throws SQLException {
        try (Statement statement = driver.createStatement()) {
            return question.equals(LastAnswer.to(before + "select '" + question + "'", statement));
        }
    }

    /**
     * Discards the driver's prepared statements in one round trip, unless that was done in this epoch. There must be no
     * transaction. Behind a pooler there are none, and those of other clients remain.
     */
    public void forgetPlansBefore(long epoch) throws SQLException {
        if (plans != epoch && !pooled) {
            try (Statement statement = driver.createStatement()) {
                statement.execute("deallocate all"); // the driver recognises this statement
            }
            plans = epoch;
        }
    }

    /**
     * Records that the calling thread uses the connection.
     *
     * @param readLimit longest duration of a read on a limited lease, in milliseconds; 0 for no limit
     * @return number of the loan
     */
    public synchronized int lend(Lease terms, int readLimit) throws SQLException {
        loan++;
        borrower = Thread.currentThread();
        if (terms.limited()) {
            driver.setNetworkTimeout(Runnable::run, readLimit);
        }
        lease.set(terms);
        return loan;
    }

    /** Returns whether the connection has not been lent again since that loan. Safe to call from any thread. */
    public synchronized boolean isLastLoan(int number) {
        return loan == number;
    }

    /** Sets the cancellation of the borrower's statements, or null for none. A COMMIT is never cancelled. */
    public void setCancellation(@Nullable StatementCancellation ofCaller) {
        cancellation = ofCaller;
    }

    /**
     * Makes the next check of the session verify that driver and server are in sync, because a cancel request may still
     * arrive.
     */
    public void doubt() {
        exposed = true;
    }

    /** Changes the lease of the connection in use, unless it has been lent again. */
    public synchronized void changeLease(int number, Lease terms) {
        if (isLastLoan(number)) {
            lease.set(terms);
        }
    }

    /**
     * Records that the connection is no longer in use.
     *
     * @param number of the loan that has ended
     * @return false if the connection has been closed, or has been lent again
     */
    public synchronized boolean takeBack(int number) {
        if (!isLastLoan(number)) {
            return false;
        }
        boolean limited = lease.lease().limited();
        lease.set(Lease.NONE);
        borrower = null;
        cancellation = null;
        try {
            if (limited) {
                driver.setNetworkTimeout(Runnable::run, 0);
            }
            return !isClosed();
        } catch (SQLException e) {
            return false;
        }
    }

    /** Records that the calling thread uses the connection, which another one may have borrowed and passed on. */
    public void use() {
        if (borrower != Thread.currentThread()) {
            borrower = Thread.currentThread();
        }
    }

    /** Returns the thread that used the borrowed connection last, or null. */
    public @Nullable Thread borrower() {
        return borrower;
    }
}
