package dev.lifeline.datasource.internal.pool;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.internal.jdbc.CheckedConnection;
import dev.lifeline.datasource.internal.jdbc.LeaseHolder;
import dev.lifeline.datasource.internal.jdbc.ServerRun;
import dev.lifeline.datasource.internal.jdbc.ServerRuns;
import dev.lifeline.datasource.internal.sentinel.FlowRegistry;
import dev.lifeline.datasource.internal.socket.ConnectAttempt;
import dev.lifeline.datasource.internal.socket.Connections;
import dev.lifeline.datasource.internal.socket.HostAddresses;
import dev.lifeline.domain.time.Ticker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.PSQLException;

/**
 * Establishes single connections with a time limit for each phase, on each host. Timeouts that HikariCP sets through
 * {@code DriverManager} never reach the driver. Safe for use by several threads.
 */
public final class PostgresConnector {
    /** The driver's prepare threshold that disables named statements, including COMMIT and ROLLBACK. */
    private static final int NEVER = 0;

    private static final String UNABLE_TO_CONNECT = "08001";
    private static final String READ_ONLY = "25006";

    private final Driver driver = new Driver();
    private final Ticker ticker;
    private final HostAddresses addresses;
    private final FlowRegistry flows;
    private final String url;
    private final int hosts;
    private final LoginProperties logins;
    private final String sessionStart;
    private final PasswordRemarks remarks = new PasswordRemarks();
    private final ProtectionLog protection;
    private final ServerRuns runs = new ServerRuns();
    private volatile boolean behindPooler;

    /** Creates a connector to the configured database. */
    public PostgresConnector(DatabaseConfig config, Ticker ticker, HostAddresses addresses, FlowRegistry flows) {
        this.ticker = ticker;
        this.addresses = addresses;
        this.flows = flows;
        this.url = config.url().jdbcUrl();
        this.hosts = config.url().endpoints().size();
        this.logins = new LoginProperties(config);
        this.protection = new ProtectionLog(config.url());
        this.sessionStart = SessionStart.of(config.session());
    }

    /** Returns whether the URL names several hosts. */
    public boolean hasSeveralHosts() {
        return hosts > 1;
    }

    /**
     * Establishes a connection.
     *
     * @param hostLimit longest time for one host, including the login; with several hosts, rounded up to whole seconds,
     *     and twice as long, because the driver tries each host twice
     * @param readLimit longest time that a later read waits for the server
     */
    public CheckedConnection connect(Duration hostLimit, Duration readLimit) throws SQLException {
        return connect(hostLimit, readLimit, false);
    }

    /** Establishes a connection that the sentinel watches, without a separate limit for reads. */
    CheckedConnection connectWatched(Duration hostLimit) throws SQLException {
        return connect(hostLimit, Duration.ZERO, true);
    }

    private CheckedConnection connect(Duration hostLimit, Duration readLimit, boolean watched) throws SQLException {
        try (ConnectAttempt login = ConnectAttempt.begin(ticker, addresses)) {
            Connection connection = logIn(logins.of(login, hostLimit));
            if (connection == null) {
                throw new SQLException("the driver does not accept the URL", "08001");
            }
            return checked(connection, login, readLimit, watched);
        }
    }

    private @Nullable Connection logIn(Properties properties) throws SQLException {
        try {
            return connect(properties);
        } catch (SQLException e) {
            remarks.failed(e, properties.getProperty("user"), properties.getProperty("password"));
            throw e;
        }
    }

    /**
     * Recognises that hosts answered, but none has the required role. The driver has no specific code for this failure;
     * its other connect failures have a cause, or took the whole time.
     */
    private @Nullable Connection connect(Properties properties) throws SQLException {
        long began = ticker.nanos();
        try {
            return driver.connect(url, properties);
        } catch (PSQLException e) {
            double seconds = (ticker.nanos() - began) / 1e9;
            boolean inTime = seconds < Double.parseDouble(properties.getProperty("loginTimeout"));
            boolean unexplained = e.getCause() == null && e.getServerErrorMessage() == null;
            if (properties.containsKey(LoginProperties.ROLE)
                    && UNABLE_TO_CONNECT.equals(e.getSQLState())
                    && unexplained
                    && inTime) {
                throw new SQLException("no host has the required role", READ_ONLY, e);
            }
            throw e;
        }
    }

    private CheckedConnection checked(Connection connection, ConnectAttempt login, Duration readLimit, boolean watched)
            throws SQLException {
        try {
            LeaseHolder lease = new LeaseHolder();
            boolean direct = watched ? flows.add(connection, login, lease) : flows.know(connection, login, lease);
            PgConnection postgres = connection.unwrap(PgConnection.class);
            protection.connected(postgres);
            if (!direct) {
                behindPooler = true;
                postgres.setPrepareThreshold(NEVER);
            }
            @Nullable ServerRun run = direct ? ServerRun.of(connection) : null;
            if (run != null) {
                runs.note(run);
            }
            if (watched) {
                SessionStart.run(sessionStart, connection);
            }
            boolean readOnly = SessionStart.isReadOnlyForRole(postgres);
            CheckedConnection checked =
                    new CheckedConnection(postgres, !direct, run, lease, readOnly, watched ? sessionStart : "");
            connection.setNetworkTimeout(Runnable::run, (int) readLimit.toMillis());
            return checked;
        } catch (SQLException e) {
            Connections.abort(connection);
            throw e;
        }
    }

    /** Returns the runs of servers that connections have led to. */
    public ServerRuns runs() {
        return runs;
    }

    /**
     * Returns whether a connection was found to lead to a pooler, such as PgBouncer. Behind a pooler the next
     * transaction may run in another server session, so no session state may remain for other clients.
     */
    public boolean isBehindPooler() {
        return behindPooler;
    }

    /** Returns whether the password has changed since the last login attempt. Does not log in. */
    public boolean hasNewPassword() {
        return logins.haveNewPassword();
    }
}
