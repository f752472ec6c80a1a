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

    private final DatabaseUrl url;
    private final AtomicReference<@Nullable Protection> logged = new AtomicReference<>();

    ProtectionLog(DatabaseUrl url) {
        this.url = url;
    }

    /** Handles a new connection. Sends nothing to the server. */
    void connected(PgConnection connection) {
        Protection protection = Protection.of(connection, url.parameters());
        if (protection.equals(logged.getAndSet(protection))) {
            return;
        }
        String server = connection.getQueryExecutor().getHostSpec().toString();
        if (protection.readable()) {
            LOG.log(
                    WARNING,
                    "Database connection to {0}: {1}; set sslmode=verify-full in its URL",
                    server,
                    protection.description());
        } else {
            LOG.log(INFO, "Database connection to {0}: {1}", server, protection.description());
        }
    }
}
