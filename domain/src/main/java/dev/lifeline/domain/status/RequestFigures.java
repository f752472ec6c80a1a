package dev.lifeline.domain.status;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of the requests of the last ten seconds.
 *
 * @param perSecond requests per second
 * @param failedPerSecond requests per second that failed for a reason that is not the client's
 * @param median median response time (p50), accurate to a tenth; null without requests
 * @param percentile99 99th percentile of the response time (p99), accurate to a tenth; null without requests
 */
public record RequestFigures(
        double perSecond, double failedPerSecond, @Nullable Duration median, @Nullable Duration percentile99) {}
