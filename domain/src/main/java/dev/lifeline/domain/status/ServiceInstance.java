package dev.lifeline.domain.status;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One run of the service.
 *
 * @param version of the program
 * @param startedAt when it was started
 * @param database where it keeps its data
 */
public record ServiceInstance(String version, Instant startedAt, DatabaseKind database) {

    public ServiceInstance {
        requireNonNull(version, "version");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(database, "database");
    }

    /** A run on a configured database. */
    public ServiceInstance(String version, Instant startedAt) {
        this(version, startedAt, DatabaseKind.CONFIGURED);
    }
}
