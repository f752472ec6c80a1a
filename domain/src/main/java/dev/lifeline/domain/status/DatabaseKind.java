package dev.lifeline.domain.status;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Kind of database that the service uses. An embedded database is for evaluation only, and users must be able to
 * recognise it.
 */
public enum DatabaseKind {
    /** The database that the settings name. */
    CONFIGURED(null),
    /** A PostgreSQL server that the service runs itself, in a permanent directory. */
    EMBEDDED_KEPT("embedded PostgreSQL for trying Lifeline out; its data stays in a directory on this machine"),
    /** A PostgreSQL server that the service runs itself, in a temporary directory. */
    EMBEDDED_TEMPORARY("embedded PostgreSQL for trying Lifeline out; all data is deleted when the service stops");

    private final @Nullable String notice;

    DatabaseKind(@Nullable String notice) {
        this.notice = notice;
    }

    /** Returns what users must know about the database, in one line; empty for a configured one. */
    public Optional<String> notice() {
        return Optional.ofNullable(notice);
    }
}
