package dev.lifeline.datasource.config;

import static dev.lifeline.domain.settings.SettingChecks.text;

import dev.lifeline.domain.settings.SettingChecks;
import java.time.Duration;

/**
 * Settings of the connection pool.
 *
 * @param maxSize maximum number of connections: 1 to 1000, by default 10
 * @param acquireTimeout longest time for which a caller waits for a connection: 250 ms to 10 min, by default 30 s; an
 *     operation waits at most until its deadline, even if this timeout is longer
 * @param idleTimeout time after which an idle connection is closed: 10 s to 24 h, and at least 1 s shorter than {@code
 *     maxLifetime}, because HikariCP would ignore it otherwise; by default 5 min
 * @param maxLifetime age at which a connection is replaced as soon as it is idle: 30 s to 24 h, by default 30 min
 * @param keepalive interval of keepalive checks of idle connections: 30 s to 24 h, and shorter than {@code
 *     maxLifetime}; by default 30 s
 */
public record PoolConfig(
        int maxSize, Duration acquireTimeout, Duration idleTimeout, Duration maxLifetime, Duration keepalive) {
    private static final Duration LONGEST = Duration.ofHours(24);

    public PoolConfig {
        new SettingChecks()
                .between("pool.max-size", maxSize, 1, 1_000)
                .between("pool.acquire-timeout", acquireTimeout, Duration.ofMillis(250), Duration.ofMinutes(10))
                .between("pool.idle-timeout", idleTimeout, Duration.ofSeconds(10), LONGEST)
                .between("pool.max-lifetime", maxLifetime, Duration.ofSeconds(30), LONGEST)
                .between("pool.keepalive", keepalive, Duration.ofSeconds(30), LONGEST)
                .require(
                        idleTimeout.plusSeconds(1).compareTo(maxLifetime) <= 0,
                        shorter("pool.idle-timeout", idleTimeout, maxLifetime))
                .require(keepalive.compareTo(maxLifetime) < 0, shorter("pool.keepalive", keepalive, maxLifetime))
                .verify();
    }

    private static String shorter(String setting, Duration value, Duration maxLifetime) {
        return setting + " must be shorter than pool.max-lifetime (" + text(maxLifetime) + "), but is " + text(value);
    }

    /** Returns the defaults: 10 connections, and timeouts that suit most services. */
    public static PoolConfig defaults() {
        return new PoolConfig(
                10, Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofSeconds(30));
    }

    /**
     * Returns a copy with another maximum size.
     *
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if it is out of bounds
     */
    public PoolConfig withMaxSize(int other) {
        return new PoolConfig(other, acquireTimeout, idleTimeout, maxLifetime, keepalive);
    }

    /**
     * Returns a copy with another acquire timeout.
     *
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if it is out of bounds
     */
    public PoolConfig withAcquireTimeout(Duration other) {
        return new PoolConfig(maxSize, other, idleTimeout, maxLifetime, keepalive);
    }
}
