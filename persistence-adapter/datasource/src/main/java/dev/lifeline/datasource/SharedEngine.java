package dev.lifeline.datasource;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.internal.pool.PostgresConnector;
import dev.lifeline.datasource.internal.recovery.RecoverySystem;
import dev.lifeline.datasource.internal.replay.LogicalConnection;
import dev.lifeline.datasource.internal.replay.LogicalContext;
import dev.lifeline.datasource.internal.sentinel.FlowRegistry;
import dev.lifeline.datasource.internal.socket.HostAddresses;
import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.time.Ticker;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Engine of all connections of the driver to one database. Safe for use by several threads. */
final class SharedEngine {
    /** Longest time for a login that only verifies a password, on each host. */
    private static final Duration LOGIN_LIMIT = Duration.ofSeconds(5);

    private static final String INVALID_AUTHORIZATION = "28";

    private final DriverSettings settings;
    private final RecoverySystem recovery;
    private final LogicalContext context;
    private volatile String password;
    private int users;

    /** @param left runs when a connection has been closed */
    SharedEngine(DriverSettings settings, Runnable left) {
        this.settings = settings;
        this.password = settings.password();
        this.recovery = LifelineDataSource.configure(settings.toConfig(this::password))
                .start(new EventListeners())
                .recovery();
        this.context = new LogicalContext(
                recovery.callersConnections().context(true),
                recovery.checks(),
                new AtomicInteger(-1),
                settings.keepSession(),
                left);
    }

    private String password() {
        return password;
    }

    /** Adds a user; the caller holds the lock of all engines. */
    void join() {
        users++;
        resize();
    }

    /** Removes a user; the caller holds the lock of all engines. */
    void leave() {
        users--;
        resize();
    }

    boolean isUsed() {
        return users > 0;
    }

    private void resize() {
        if (settings.maximumPoolSize() == 0) {
            recovery.pools().limit(Math.max(1, users));
        }
    }

    Duration linger() {
        return settings.linger();
    }

    /**
     * Returns a connection that has no server connection yet. Waits for the end of an outage.
     *
     * @param passed password of this connection; if it differs from that of the engine, a login verifies it
     */
    Connection connect(String passed, Duration limit) throws SQLException {
        if (!passed.equals(password)) {
            adopt(passed, limit);
        }
        recovery.connections().awaitReachable(limit);
        return new LogicalConnection(context);
    }

    /**
     * Verifies a new password first: the engine may be out of service because the server no longer accepts the former
     * one.
     */
    private void adopt(String passed, Duration limit) throws SQLException {
        try {
            verify(passed);
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith(INVALID_AUTHORIZATION)) {
                throw e;
            }
            recovery.connections().awaitReachable(limit);
            verify(passed);
        }
        password = passed;
        CheckResult unused = recovery.checks().check();
    }

    /**
     * Verifies a password by a login. Passwords may change, so new server connections use the newest one that the
     * server has accepted.
     */
    private void verify(String passed) throws SQLException {
        DatabaseConfig config = settings.toConfig(() -> passed);
        new PostgresConnector(config, Ticker.system(), new HostAddresses(InetAddress::getAllByName), new FlowRegistry())
                .connect(LOGIN_LIMIT, LOGIN_LIMIT)
                .close();
    }

    /** Closes the engine and its connections to the server. */
    void close() {
        recovery.close();
    }
}
