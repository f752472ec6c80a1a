package dev.lifeline.datasource;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.config.PasswordSource;
import dev.lifeline.datasource.config.PoolConfig;
import dev.lifeline.datasource.config.ReplayConfig;
import java.time.Duration;

/**
 * Settings in a URL of the driver and in the properties of the connect call.
 *
 * @param url address of the database, with the parameters of the PostgreSQL driver
 * @param username user
 * @param password password of this connection
 * @param maximumPoolSize maximum number of connections to the server; 0 for as many as there are connections of the
 *     driver
 * @param connectionTimeout longest wait for a connection to the server, and for a recovery
 * @param commitOutcome whether the outcome of a COMMIT with a lost response is determined
 * @param keepSession whether each connection has one session until it is closed, even if it is idle
 * @param linger time between the close of the last connection and the end of the engine
 */
record DriverSettings(
        DatabaseUrl url,
        String username,
        String password,
        int maximumPoolSize,
        Duration connectionTimeout,
        boolean commitOutcome,
        boolean keepSession,
        Duration linger) {

    /** Returns the settings that connections must have in common to share an engine: all except the password. */
    Object key() {
        return new DriverSettings(
                new DatabaseUrl(url.endpoints(), url.database(), url.parameters(), null),
                username,
                "",
                maximumPoolSize,
                connectionTimeout,
                commitOutcome,
                keepSession,
                linger);
    }

    /** Returns the configuration of the engine. */
    DatabaseConfig toConfig(PasswordSource source) {
        return DatabaseConfig.of(url, new DatabaseCredentials(username, source))
                .withPool(PoolConfig.defaults()
                        .withMaxSize(Math.max(1, maximumPoolSize))
                        .withAcquireTimeout(connectionTimeout))
                .withReplay(ReplayConfig.defaults().withCommitOutcome(commitOutcome))
                .withMigrate(false);
    }

    /** Never contains the password. */
    @Override
    public String toString() {
        return "DriverSettings[" + url + ", " + username + "]";
    }
}
