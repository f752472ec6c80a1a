package dev.lifeline.domain.status;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One run of the service.
 *
 * @param version of the program
 * @param startedAt when it was started
 */
public record ServiceInstance(String version, Instant startedAt) {

    public ServiceInstance {
        requireNonNull(version, "version");
        requireNonNull(startedAt, "startedAt");
    }
}
