package dev.lifeline.monitoring.internal.status;

import dev.lifeline.domain.status.RequestFigures;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times the requests of the last ten seconds, per second. A request costs a few nanoseconds, no memory and
 * no lock. Latencies are accurate to within a tenth; requests at the start of a second may be counted in the previous
 * one. Safe for use by several threads.
 */
public final class RequestWindow {
    static final int SECONDS = 10;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int SERVER_ERROR = 500;
    private static final double MEDIAN = 0.5;
    private static final double PERCENTILE_99 = 0.99;

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
        seconds[(int) (second % seconds.length)].count(second, LatencyScale.stepOf(took), status >= SERVER_ERROR);
    }

    /** Returns the figures of the current second and the nine before. */
    RequestFigures figures() {
        long age = age();
        long newest = age / SECOND;
        var sum = new RequestCount();
        for (SecondOfRequests second : seconds) {
            second.addTo(sum, newest - SECONDS + 1, newest);
        }
        double span = Math.max(1, Math.min(age, age % SECOND + (SECONDS - 1) * SECOND) / (double) SECOND);
        return new RequestFigures(
                sum.all() / span, sum.failed() / span, percentile(sum, MEDIAN), percentile(sum, PERCENTILE_99));
    }

    private static @Nullable Duration percentile(RequestCount sum, double share) {
        return sum.all() == 0 ? null : LatencyScale.middleOf(sum.stepAt(share));
    }

    private long age() {
        return ticker.nanos() - began;
    }
}
