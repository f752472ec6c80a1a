package dev.lifeline.app.http.limit;

import dev.lifeline.domain.settings.SettingChecks;
import java.time.Duration;

/**
 * Time limits for clients that send or read slowly. All durations are total times, from 1 s to 1 h; a byte now and then
 * does not extend them.
 *
 * @param headers from the first byte of a request until its headers are complete, by default 10 s; the connection is
 *     then closed
 * @param body from the first read of a body until its end, by default 10 s; the answer is then 408
 * @param answer for how long data may wait in the send buffer of a connection without a pause, by default 60 s; the
 *     connection is then closed
 * @param minBytesPerSecond the lowest average rate of a body and of an answer, checked {@link #RATE_GRACE} after its
 *     begin; 0 for no minimum, at most 1,000,000, by default 240
 */
public record ClientLimits(Duration headers, Duration body, Duration answer, int minBytesPerSecond) {
    /** Within this time, a stalled network does not count as a slow client. */
    public static final Duration RATE_GRACE = Duration.ofSeconds(5);

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MAX_RATE = 1_000_000;

    /**
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if a value is out of bounds
     */
    public ClientLimits {
        new SettingChecks()
                .between("http.header-timeout", headers, SHORTEST, LONGEST)
                .between("http.body-timeout", body, SHORTEST, LONGEST)
                .between("http.answer-timeout", answer, SHORTEST, LONGEST)
                .between("http.min-bytes-per-second", minBytesPerSecond, 0, MAX_RATE)
                .verify();
    }

    /**
     * Returns the defaults. A body of the default maximum size within the default time needs at least 6,554 bytes a
     * second.
     */
    public static ClientLimits defaults() {
        return new ClientLimits(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(60), 240);
    }

    /**
     * Returns whether a transfer of the given bytes in the given time is below the minimum rate; false during the
     * grace.
     */
    boolean isTooSlow(long bytes, long nanos) {
        double seconds = nanos / 1e9;
        return nanos > RATE_GRACE.toNanos() && bytes < seconds * minBytesPerSecond;
    }
}
