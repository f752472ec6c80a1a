package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.domain.connection.ConnectionEvent.ReplacementCause;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the database ready for callers after a successful probe: migrates the schema and replaces connections that lead
 * to another server. Confined to one thread, except where noted.
 */
final class Readiness {
    private final EngineParts parts;
    private final Probe probe;
    private final EngineLease lease;
    private final EngineEvents events;
    private volatile boolean migrating;
    private volatile @Nullable String servedBy;

    /** @param servedBy server to which the pooled connections lead, or null before the first answer */
    Readiness(EngineParts parts, Probe probe, EngineLease lease, EngineEvents events, @Nullable String servedBy) {
        this.parts = parts;
        this.probe = probe;
        this.lease = lease;
        this.events = events;
        this.servedBy = servedBy;
    }

    /** Returns whether a schema setup is running, which may take long. Safe to call from any thread. */
    boolean isMigrating() {
        return migrating;
    }

    /** Returns the server to which the pooled connections lead. Safe to call from any thread. */
    @Nullable
    String servedBy() {
        return servedBy;
    }

    /**
     * Prepares the schema and makes the pool use the server that answered. Without the lease it changes nothing.
     *
     * @param writableAgain whether the server rejected writes before: pooled sessions may still be read-only
     */
    void prepare(ServerAnswer answer, boolean outage, boolean writableAgain) throws SQLException {
        probe.makeRoom();
        if (!answer.readOnly() && lease.isHeld()) {
            migrate(answer.lineage());
        }
        if (!lease.ifHeld(parts.gates()::letConnect)) {
            return;
        }
        String before = servedBy;
        if (before != null && outage) {
            replace(ReplacementCause.RECOVERED); // old connections are unusable and may occupy slots
        } else if (before != null && (!before.equals(answer.identity()) || writableAgain)) {
            replace(ReplacementCause.SERVER_CHANGED);
        }
        servedBy = answer.identity();
    }

    private void migrate(String lineage) {
        migrating = true;
        try {
            parts.schema().run(lineage);
        } finally {
            migrating = false;
        }
    }

    private void replace(ReplacementCause cause) throws SQLException {
        if (lease.ifHeld(parts.pools()::condemnConnections)) {
            parts.pools().replace(lease::isHeld);
            events.replaced(cause);
        }
    }

    /** Replaces the pool on request. */
    void renew() throws SQLException {
        probe.makeRoom();
        if (parts.pools().renew(lease::isHeld)) {
            events.replaced(ReplacementCause.FORCED);
        }
    }
}
