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
 *     maxLifetime}, because HikariCP would ignore it otherwise; 0 for never; by default 5 min
 * @param maxLifetime age at which a connection is replaced as soon as it is idle: 30 s to 24 h, by default 30 min; 0
 *     for never
 * @param keepalive interval of keepalive checks of idle connections: 30 s to 24 h, and shorter than {@code
 *     maxLifetime}; 0 for none; by default 30 s
 * @param minIdle number of idle connections that are kept: 0 to {@code maxSize}, by default 2, or {@code maxSize} if
 *     that is less
 * @param validationTimeout longest time for the check of one idle connection: 250 ms to 1 min, by default 1 s
 */
public record PoolConfig(
        int maxSize,
        Duration acquireTimeout,
        Duration idleTimeout,
        Duration maxLifetime,
        Duration keepalive,
        int minIdle,
        Duration validationTimeout) {
    private static final Duration LONGEST = Duration.ofHours(24);

    /** Default number of idle connections, which the first callers after a quiet period get without a wait. */
    private static final int MIN_IDLE = 2;

    /** A healthy server answers in much less. */
    private static final Duration VALIDATION = Duration.ofSeconds(1);

    public PoolConfig {
        new SettingChecks()
                .between("pool.max-size", maxSize, 1, 1_000)
                .between("pool.acquire-timeout", acquireTimeout, Duration.ofMillis(250), Duration.ofMinutes(10))
                .between("pool.idle-timeout", orAtLeast(idleTimeout, 10), Duration.ofSeconds(10), LONGEST)
                .between("pool.max-lifetime", orAtLeast(maxLifetime, 30), Duration.ofSeconds(30), LONGEST)
                .between("pool.keepalive", orAtLeast(keepalive, 30), Duration.ofSeconds(30), LONGEST)
                .between("pool.min-idle", minIdle, 0, Math.max(0, maxSize))
                .between("pool.validation-timeout", validationTimeout, Duration.ofMillis(250), Duration.ofMinutes(1))
                .require(
                        maxLifetime.isZero() || idleTimeout.plusSeconds(1).compareTo(maxLifetime) <= 0,
                        shorter("pool.idle-timeout", idleTimeout, maxLifetime))
                .require(
                        maxLifetime.isZero() || keepalive.compareTo(maxLifetime) < 0,
                        shorter("pool.keepalive", keepalive, maxLifetime))
                .verify();
    }

    /** Creates settings that keep two idle connections, each validated within 1 s. */
    public PoolConfig(
            int maxSize, Duration acquireTimeout, Duration idleTimeout, Duration maxLifetime, Duration keepalive) {
        this(
                maxSize,
                acquireTimeout,
                idleTimeout,
                maxLifetime,
                keepalive,
                Math.max(0, Math.min(MIN_IDLE, maxSize)),
                VALIDATION);
    }

    /** Lets 0 pass, which switches a timeout off. */
    private static Duration orAtLeast(Duration timeout, int seconds) {
        return timeout.isZero() ? Duration.ofSeconds(seconds) : timeout;
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
     * Returns a copy with another maximum size. If the minimum of idle connections is larger, it is reduced to that
     * size.
     *
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if it is out of bounds
     */
    public PoolConfig withMaxSize(int other) {
        int idle = Math.max(0, Math.min(minIdle, other));
        return new PoolConfig(other, acquireTimeout, idleTimeout, maxLifetime, keepalive, idle, validationTimeout);
    }

    /**
     * Returns a copy with another acquire timeout.
     *
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if it is out of bounds
     */
    public PoolConfig withAcquireTimeout(Duration other) {
        return new PoolConfig(maxSize, other, idleTimeout, maxLifetime, keepalive, minIdle, validationTimeout);
    }

    /**
     * Returns a copy with another minimum of idle connections.
     *
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if it is out of bounds
     */
    public PoolConfig withMinIdle(int other) {
        return new PoolConfig(maxSize, acquireTimeout, idleTimeout, maxLifetime, keepalive, other, validationTimeout);
    }

    /**
     * Returns a copy with another limit for the check of one idle connection.
     *
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if it is out of bounds
     */
    public PoolConfig withValidationTimeout(Duration other) {
        return new PoolConfig(maxSize, acquireTimeout, idleTimeout, maxLifetime, keepalive, minIdle, other);
    }
}
