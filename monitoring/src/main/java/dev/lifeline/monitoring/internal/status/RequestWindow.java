package dev.lifeline.monitoring.internal.status;

import dev.lifeline.domain.status.RequestFigures;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times the requests of the last ten seconds, per second. A request costs some nanoseconds, no memory and no
 * lock. Latencies are accurate to within a tenth, up to one hour; requests at the start of a second may be counted in
 * the previous one. Safe for use by several threads.
 */
public final class RequestWindow {
    static final int SECONDS = 10;

    /** Longer requests count as this long. */
    static final long MAX_MICROS = TimeUnit.HOURS.toMicros(1);

    /** Significant decimal digits of latencies. */
    static final int DIGITS = 1;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MICRO = TimeUnit.MICROSECONDS.toNanos(1);
    private static final int SERVER_ERROR = 500;
    private static final double MEDIAN = 50;
    private static final double PERCENTILE_99 = 99;

    private final SecondOfRequests[] seconds = new SecondOfRequests[SECONDS + 1];
    private final Ticker ticker;
    private final long began;

    /** Creates a window without requests. */
    public RequestWindow(Ticker ticker) {
        this.ticker = ticker;
        this.began = ticker.nanos();
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = new SecondOfRequests();
        }
    }

    /** Records a request. */
    public void record(int status, Duration took) {
        long second = age() / SECOND;
        long micros = Math.min(took.toNanos() / MICRO, MAX_MICROS);
        seconds[(int) (second % seconds.length)].count(second, micros, status >= SERVER_ERROR);
    }

    /** Returns the figures of the current second and the nine before. */
    RequestFigures figures() {
        long age = age();
        long newest = age / SECOND;
        var latencies = new Histogram(MAX_MICROS, DIGITS);
        long failed = 0;
        for (SecondOfRequests second : seconds) {
            if (second.isWithin(newest - SECONDS + 1, newest)) {
                latencies.add(second.latencies());
                failed += second.failed();
            }
        }
        double span = Math.max(1, Math.min(age, age % SECOND + (SECONDS - 1) * SECOND) / (double) SECOND);
        return new RequestFigures(
                latencies.getTotalCount() / span,
                failed / span,
                percentile(latencies, MEDIAN),
                percentile(latencies, PERCENTILE_99));
    }

    private static @Nullable Duration percentile(Histogram latencies, double percentile) {
        return latencies.getTotalCount() == 0
                ? null
                : Duration.of(
                        latencies.medianEquivalentValue(latencies.getValueAtPercentile(percentile)), ChronoUnit.MICROS);
    }

    private long age() {
        return ticker.nanos() - began;
    }
}
