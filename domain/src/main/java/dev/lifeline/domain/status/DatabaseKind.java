package dev.lifeline.domain.status;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the service keeps its data. An embedded database is for trying the service out, and must be recognisable as one. */
public enum DatabaseKind {
    /** The database that the settings name. */
    CONFIGURED(null),
    /** A PostgreSQL of the service's own, in a directory that stays. */
    EMBEDDED_KEPT("embedded PostgreSQL for trying Lifeline out; its data stays in a directory on this machine"),
    /** A PostgreSQL of the service's own, in a temporary directory. */
    EMBEDDED_TEMPORARY("embedded PostgreSQL for trying Lifeline out; all data is deleted when the service stops");

    private final @Nullable String notice;

    DatabaseKind(@Nullable String notice) {
        this.notice = notice;
    }

    /** Returns what users must know about the database, in one line; nothing about a configured one. */
    public Optional<String> notice() {
        return Optional.ofNullable(notice);
    }
}
