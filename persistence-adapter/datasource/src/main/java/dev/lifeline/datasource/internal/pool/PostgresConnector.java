package dev.lifeline.datasource.internal.pool;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.internal.jdbc.CheckedConnection;
import dev.lifeline.datasource.internal.jdbc.LeaseHolder;
import dev.lifeline.datasource.internal.sentinel.FlowRegistry;
import dev.lifeline.datasource.internal.socket.ConnectAttempt;
import dev.lifeline.datasource.internal.socket.Connections;
import dev.lifeline.datasource.internal.socket.HostAddresses;
import dev.lifeline.datasource.internal.socket.WatchedSocketFactory;
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
 * Makes single connections, every phase of which is bounded, on every host: {@code connectTimeout} ends with the TCP
 * handshake, {@code sslResponseTimeout} bounds the answer to the offer of TLS, {@code socketTimeout} the login, and {@code
 * loginTimeout} the whole. What HikariCP sets through {@code DriverManager} never reaches the driver. Safe for use by several
 * threads.
 */
public final class PostgresConnector {
    /** After which a host that had the wrong role is asked again; whole seconds are the driver's unit. */
    private static final int HOST_RECHECK_SECONDS = 1;

    /** How long the driver may take to hand in that a statement is to be cancelled; whole seconds are its unit. */
    private static final int CANCEL_SECONDS = 2;

    /** Where TLS is preferred but not required, the driver tries each host with it, and then without. */
    private static final int TRIES_PER_HOST = 2;

    /** The driver's prepare threshold for statements without a name, COMMIT and ROLLBACK included. */
    private static final int NEVER = 0;

    /** Of an embedder's own sockets we know nothing, and watch none. */
    private static final String SOCKET_FACTORY = "socketFactory";

    private static final String ROLE = "targetServerType";
    private static final String UNABLE_TO_CONNECT = "08001";
    private static final String READ_ONLY = "25006";

    private final Driver driver = new Driver();
    private final Ticker ticker;
    private final HostAddresses addresses;
    private final FlowRegistry flows;
    private final String url;
    private final int hosts;
    private final DatabaseCredentials credentials;
    private final PasswordReader passwords = new PasswordReader();
    private final Properties common;
    private final PasswordRemarks remarks = new PasswordRemarks();

    /** With which somebody tried to log in last. */
    private volatile String lastPassword = "";

    private volatile boolean behindPooler;

    /** A connector to that database. */
    public PostgresConnector(DatabaseConfig config, Ticker ticker, HostAddresses addresses, FlowRegistry flows) {
        this.ticker = ticker;
        this.addresses = addresses;
        this.flows = flows;
        this.url = config.url().jdbcUrl();
        this.hosts = config.url().endpoints().size();
        this.credentials = config.credentials();
        this.common = commonProperties(config);
    }

    private static Properties commonProperties(DatabaseConfig config) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "lifeline");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("cancelSignalTimeout", String.valueOf(CANCEL_SECONDS));
        properties.setProperty("hostRecheckSeconds", String.valueOf(HOST_RECHECK_SECONDS));
        if (config.url().endpoints().size() > 1) {
            properties.setProperty(ROLE, "primary");
        }
        properties.putAll(config.url().parameters());
        return properties;
    }

    /** Whether there is more than one host that may have the database. */
    public boolean hasSeveralHosts() {
        return hosts > 1;
    }

    /**
     * Makes a connection.
     *
     * @param hostLimit how long one host may take, until the login is done; with several hosts, in whole seconds and for
     *     each of two tries
     * @param readLimit how long the server may be silent while it is waited for, afterwards
     */
    public CheckedConnection connect(Duration hostLimit, Duration readLimit) throws SQLException {
        return connect(hostLimit, readLimit, flows::know);
    }

    /** Makes a connection that is watched from now on, without a limit of its own for reads. */
    CheckedConnection connectWatched(Duration hostLimit) throws SQLException {
        return connect(hostLimit, Duration.ZERO, flows::add);
    }

    private CheckedConnection connect(Duration hostLimit, Duration readLimit, AfterLogin after) throws SQLException {
        try (ConnectAttempt login = ConnectAttempt.begin(ticker, addresses)) {
            Connection connection = logIn(properties(hostLimit, login));
            if (connection == null) {
                throw new SQLException("the driver does not know the URL", "08001");
            }
            return checked(connection, login, readLimit, after);
        }
    }

    private @Nullable Connection logIn(Properties properties) throws SQLException {
        try {
            return connect(properties);
        } catch (SQLException e) {
            remarks.failed(e, credentials.username(), properties.getProperty("password"));
            throw e;
        }
    }

    /**
     * Names the one failure for which the driver has no code: a host answered, and none has the wanted role. Its other failures
     * to connect have a cause, or took the whole time.
     */
    private @Nullable Connection connect(Properties properties) throws SQLException {
        long began = ticker.nanos();
        try {
            return driver.connect(url, properties);
        } catch (PSQLException e) {
            double seconds = (ticker.nanos() - began) / 1e9;
            boolean inTime = seconds < Double.parseDouble(properties.getProperty("loginTimeout"));
            boolean unexplained = e.getCause() == null && e.getServerErrorMessage() == null;
            if (properties.containsKey(ROLE) && UNABLE_TO_CONNECT.equals(e.getSQLState()) && unexplained && inTime) {
                throw new SQLException("no host has the wanted role", READ_ONLY, e);
            }
            throw e;
        }
    }

    private CheckedConnection checked(Connection connection, ConnectAttempt login, Duration readLimit, AfterLogin after)
            throws SQLException {
        try {
            LeaseHolder lease = new LeaseHolder();
            boolean direct = after.accept(connection, login, lease);
            PgConnection postgres = connection.unwrap(PgConnection.class);
            if (!direct) {
                behindPooler = true;
                postgres.setPrepareThreshold(NEVER);
            }
            connection.setNetworkTimeout(Runnable::run, (int) readLimit.toMillis());
            return new CheckedConnection(postgres, !direct, lease);
        } catch (SQLException e) {
            Connections.abort(connection);
            throw e;
        }
    }

    /**
     * Returns whether a connection was found to lead to a pooler, such as PgBouncer. There the next transaction may run in
     * another session of the server, so that nothing may be left in a session that another client would meet.
     */
    public boolean isBehindPooler() {
        return behindPooler;
    }

    /** What is done with a connection while the limits of the login still hold. */
    @FunctionalInterface
    private interface AfterLogin {
        boolean accept(Connection connection, ConnectAttempt login, LeaseHolder lease) throws SQLException;
    }

    private Properties properties(Duration hostLimit, ConnectAttempt login) throws SQLException {
        long hostSeconds = Math.max(1, (hostLimit.toMillis() + 999) / 1_000);
        long loginMillis = hasSeveralHosts() ? 1_000L * hosts * TRIES_PER_HOST * hostSeconds : hostLimit.toMillis();
        Properties properties = new Properties();
        properties.putAll(common);
        if (!properties.containsKey(SOCKET_FACTORY)) {
            properties.setProperty(SOCKET_FACTORY, WatchedSocketFactory.class.getName());
            properties.setProperty("socketFactoryArg", login.number());
        }
        properties.setProperty("user", credentials.username());
        lastPassword = password();
        properties.setProperty("password", lastPassword);
        properties.setProperty("connectTimeout", String.valueOf(hostSeconds));
        properties.setProperty("socketTimeout", String.valueOf(hostSeconds));
        properties.setProperty("sslResponseTimeout", String.valueOf(hostSeconds * 1_000));
        properties.setProperty("loginTimeout", String.valueOf(loginMillis / 1_000.0));
        return properties;
    }

    /** Whether the password is another one now than at the last login. Does not log in. */
    public boolean hasNewPassword() {
        try {
            return !password().equals(lastPassword);
        } catch (SQLException e) {
            return false;
        }
    }

    private String password() throws SQLException {
        return passwords.read(credentials.password());
    }
}
