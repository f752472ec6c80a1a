package dev.lifeline.datasource.internal.pool;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.internal.driver.Protection;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/**
 * Logs how connections are protected: of the first one, and of each whose protection differs from that of the one
 * before. Safe for use by several threads.
 */
final class ProtectionLog {
    private static final System.Logger LOG = System.getLogger(ProtectionLog.class.getName());
    private static final String ADVICE = "; set sslmode=verify-full in database.url";

    private final DatabaseUrl url;
    private final AtomicReference<@Nullable Protection> logged = new AtomicReference<>();

    ProtectionLog(DatabaseUrl url) {
        this.url = url;
    }

    /** Handles a new connection. Sends nothing to the server. */
    void connected(PgConnection connection) {
        connected(connection.getQueryExecutor().getHostSpec().toString(), Protection.of(connection, url.parameters()));
    }

    void connected(String server, Protection protection) {
        if (protection.equals(logged.getAndSet(protection))) {
            return;
        }
        LOG.log(
                protection.readable() ? WARNING : INFO,
                "Database connection to {0}: {1}" + (protection.readable() ? ADVICE : ""),
                server,
                protection.description());
    }
}
