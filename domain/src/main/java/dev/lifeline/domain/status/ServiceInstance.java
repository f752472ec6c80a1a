package dev.lifeline.domain.status;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One run of the service.
 *
 * @param version version of the program
 * @param startedAt when it started
 * @param database which kind of database it uses
 */
public record ServiceInstance(String version, Instant startedAt, DatabaseKind database) {

    public ServiceInstance {
        requireNonNull(version, "version");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(database, "database");
    }

    /** Creates an instance that uses a configured database. */
    public ServiceInstance(String version, Instant startedAt) {
        this(version, startedAt, DatabaseKind.CONFIGURED);
    }
}
