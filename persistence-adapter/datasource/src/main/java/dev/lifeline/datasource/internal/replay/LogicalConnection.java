package dev.lifeline.datasource.internal.replay;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.domain.port.out.DatabaseConnection;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Connection that the Lifeline driver returns, for a pool that keeps it for a long time. It has a server connection
 * only while the caller needs one: for a transaction, an open statement or result, or a session that the caller has
 * changed. At other times there is no server connection that could be lost. Confined to one thread at a time, except
 * {@link #abort}.
 */
public final class LogicalConnection extends DetachableConnection {
    private static final System.Logger LOG = System.getLogger(LogicalConnection.class.getName());
    private static final String CLOSED = "08003";
    private static final String NO_TRANSACTION = "25P01";
    private static final String INVALID_VALUE = "22023";

    private final LogicalContext context;
    private final OpenObjects openObjects = new OpenObjects();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable ReplayingConnection lease;
    private boolean pinned;

    /** Creates a connection without a server connection. */
    public LogicalConnection(LogicalContext context) {
        this.context = context;
    }

    @Override
    LogicalContext context() {
        return context;
    }

    @Override
    @Nullable
    ReplayingConnection present() {
        return lease;
    }

    @Override
    void requireOpen() throws SQLException {
        if (closed.get()) {
            throw new SQLException("The connection is closed", CLOSED);
        }
    }

    @Override
    protected Connection target() throws SQLException {
        @Nullable ReplayingConnection present = lease;
        return present == null ? borrow() : present;
    }

    /** Borrows a server connection. Waits for the end of an outage and for a free connection. */
    private ReplayingConnection borrow() throws SQLException {
        requireOpen();
        ReplayingConnection fresh = new ReplayingConnection(borrowed(), context.replay(), settings, this);
        lease = fresh;
        try {
            requireOpen(); // it may have been aborted meanwhile
            learnDefaultIsolation(fresh);
            fresh.applySettings();
            return fresh;
        } catch (SQLException e) {
            giveBack(fresh);
            throw e;
        }
    }

    /** Queries the default isolation level before the session is changed. */
    private void learnDefaultIsolation(ReplayingConnection fresh) throws SQLException {
        if (context.defaultIsolation().get() < 0) {
            context.defaultIsolation().set(fresh.onConnection(Connection::getTransactionIsolation));
        }
    }

    private Connection borrowed() throws SQLException {
        try {
            return context.replay().lender().borrow(context.replay().limit());
        } catch (SQLException e) {
            throw context.replay().lender().isLoss(e) ? ReplayFailure.unavailable(e) : e;
        }
    }

    @Override
    <T> T use(ReplayedTransaction.Use<T> use) throws SQLException {
        requireOpen();
        try {
            return use.of(target());
        } finally {
            releaseIfIdle();
        }
    }

    @Override
    void releaseIfIdle() {
        @Nullable ReplayingConnection present = lease;
        if (present != null && !isKept() && !present.isNeeded() && !hasOpenObjects()) {
            giveBack(present);
        }
    }

    private boolean isKept() {
        return pinned || context.keepsSession();
    }

    private boolean hasOpenObjects() {
        try {
            return openObjects.exist();
        } catch (SQLException e) {
            return true;
        }
    }

    /** Does not fail: the caller has finished its work on the server connection. */
    private void giveBack(ReplayingConnection present) {
        lease = null;
        openObjects.clear();
        try {
            present.close();
        } catch (SQLException e) {
            LOG.log(DEBUG, "A connection could not be given back", e);
        }
    }

    @Override
    public void commit() throws SQLException {
        end(Connection::commit);
    }

    @Override
    public void rollback() throws SQLException {
        end(Connection::rollback);
    }

    private void end(ReplayedTransaction.Action end) throws SQLException {
        requireOpen();
        @Nullable ReplayingConnection present = lease;
        if (present != null) {
            try {
                end.on(present);
            } finally {
                releaseIfIdle();
            }
        } else if (settings.autoCommit()) {
            throw new SQLException("There is no transaction to end in autocommit mode", NO_TRANSACTION);
        }
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        requireOpen();
        return ReplayingMetaData.of(this, this::ask);
    }

    private Object ask(ReplayedTransaction.Use<Object> question) throws SQLException {
        requireOpen();
        try {
            ReplayingConnection connection = (ReplayingConnection) target();
            Object answer = connection.onConnection(question);
            openObjects.add(answer);
            return answer;
        } finally {
            releaseIfIdle();
        }
    }

    @Override
    public CallableStatement prepareCall(String sql) throws SQLException {
        return opened(super.prepareCall(sql));
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        return opened(super.prepareCall(sql, type, concurrency));
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability) throws SQLException {
        return opened(super.prepareCall(sql, type, concurrency, holdability));
    }

    private CallableStatement opened(CallableStatement statement) {
        openObjects.add(statement);
        return statement;
    }

    /** Keeps the server connection from now on, because the map is part of the driver's connection. */
    @Override
    public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
        super.setTypeMap(map);
        pinned = true;
    }

    /**
     * Returns the health of the database as a {@link DatabaseConnection}, or the driver's connection; the latter
     * disables replay and keeps the server connection until this one is closed.
     */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        requireOpen();
        return type == DatabaseConnection.class ? type.cast(context.database()) : super.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        requireOpen();
        return type == DatabaseConnection.class
                || type.isInstance(this)
                || use(connection -> connection.isWrapperFor(type));
    }

    /**
     * Returns whether the connection can be used, not whether the database is up: a statement waits for the end of an
     * outage. Returns false if the connection is closed, or if its server connection was lost with a session that
     * cannot be made again. Asks the server only in the latter case, if there is such a session; does not block
     * otherwise.
     */
    @Override
    public boolean isValid(int seconds) throws SQLException {
        if (seconds < 0) {
            throw new SQLException("The timeout must not be negative: " + seconds, INVALID_VALUE);
        }
        if (closed.get()) {
            return false;
        }
        releaseIfIdle();
        @Nullable ReplayingConnection present = lease;
        return present == null || !present.isReplayDisabled() || (!present.isLostForGood() && present.isValid(seconds));
    }

    @Override
    public boolean isClosed() {
        return closed.get();
    }

    @Override
    public void close() throws SQLException {
        if (closed.compareAndSet(false, true)) {
            @Nullable ReplayingConnection present = lease;
            if (present != null && context.keepsSession()) {
                present.discard(); // functions may have left unknown state in the session
                lease = null;
            } else if (present != null) {
                giveBack(present);
            }
            context.closed().run();
        }
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        if (closed.compareAndSet(false, true)) {
            @Nullable ReplayingConnection present = lease;
            if (present != null) {
                present.abort(executor);
                present.discard(); // not given back: a recovery of another thread may just have replaced it
            }
            lease = null;
            context.closed().run();
        }
    }
}
