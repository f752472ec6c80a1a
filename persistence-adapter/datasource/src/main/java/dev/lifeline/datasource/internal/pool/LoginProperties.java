package dev.lifeline.datasource.internal.pool;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.internal.socket.ConnectAttempt;
import dev.lifeline.datasource.internal.socket.WatchedSocketFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/**
 * Properties of the driver for logins: settings, the current password, and time limits. {@code connectTimeout} covers
 * the TCP handshake, {@code sslResponseTimeout} the response to the TLS request, {@code socketTimeout} the login, and
 * {@code loginTimeout} the whole. Safe for use by several threads.
 */
final class LoginProperties {
    /** Property with the role that the server must have; it is only set for several hosts, or by the URL. */
    static final String ROLE = "targetServerType";

    /** Time after which a host with the wrong role is checked again; the driver's unit is seconds. */
    private static final int HOST_RECHECK_SECONDS = 1;

    /** Longest time for sending a cancel request; the driver's unit is seconds. */
    private static final int CANCEL_SECONDS = 2;

    /**
     * Attempts per host: if TLS is preferred but not required, the driver tries each host with TLS and then without.
     */
    private static final int TRIES_PER_HOST = 2;

    /** If the URL sets a socket factory, its sockets are not watched. */
    private static final String SOCKET_FACTORY = "socketFactory";

    private final int hosts;
    private final DatabaseCredentials credentials;
    private final PasswordReader passwords = new PasswordReader();
    private final Properties common;

    /** Password of the last login attempt. */
    private volatile String lastPassword = "";

    LoginProperties(DatabaseConfig config) {
        this.hosts = config.url().endpoints().size();
        this.credentials = config.credentials();
        this.common = common(config);
    }

    private static Properties common(DatabaseConfig config) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "lifeline");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("cancelSignalTimeout", String.valueOf(CANCEL_SECONDS));
        properties.setProperty("hostRecheckSeconds", String.valueOf(HOST_RECHECK_SECONDS));
        if (config.url().endpoints().size() > 1) {
            properties.setProperty(ROLE, "primary");
        }
        properties.putAll(config.url().parameters());
        SessionStart.searchPath(config.session()).ifPresent(path -> properties.setProperty("currentSchema", path));
        return properties;
    }

    /**
     * Returns the properties for one login. Reads the password.
     *
     * @param hostLimit longest time for one host, including the login. With several hosts it is rounded up to whole
     *     seconds, and each host may take it twice, because the driver tries each host twice
     */
    Properties of(ConnectAttempt login, Duration hostLimit) throws SQLException {
        long hostSeconds = Math.max(1, (hostLimit.toMillis() + 999) / 1_000);
        long loginMillis = hosts > 1 ? 1_000L * hosts * TRIES_PER_HOST * hostSeconds : hostLimit.toMillis();
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

    /** Returns whether the password has changed since the last login attempt. */
    boolean haveNewPassword() {
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
