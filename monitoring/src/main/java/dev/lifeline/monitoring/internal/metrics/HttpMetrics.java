package dev.lifeline.monitoring.internal.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Times HTTP requests. Memory use is bounded: beyond a number of kinds of requests, all further kinds share one timer.
 * Safe for use by several threads.
 */
public final class HttpMetrics {
    // Far more than needed: some twenty routes with a dozen outcomes each.
    static final int MAX_TIMERS = 256;

    private static final String OTHER = "OTHER";
    private static final int NO_STATUS = 0;
    private static final Key BEYOND_THE_BOUND = new Key(OTHER, OTHER, NO_STATUS);

    // Thresholds of interest: imperceptible, acceptable for users, and the hold time of the gate.
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15)
    };

    private final ConcurrentMap<Key, Timer> timers = new ConcurrentHashMap<>();
    private final MeterRegistry registry;

    /** Creates metrics without requests. */
    public HttpMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Records a request. */
    public void record(String method, String route, int status, Duration took) {
        timer(new Key(method, route, status)).record(took);
    }

    private Timer timer(Key key) {
        Timer known = timers.get(key);
        if (known != null) {
            return known;
        }
        // Concurrent threads may each add one timer, so the limit may be exceeded by their number.
        Key bounded = timers.size() < MAX_TIMERS ? key : BEYOND_THE_BOUND;
        return timers.computeIfAbsent(bounded, this::register);
    }

    private Timer register(Key key) {
        return Timer.builder("http.server.requests")
                .description("HTTP requests, by method, route and status")
                .tag("method", key.method())
                .tag("route", key.route())
                .tag("status", key.statusText())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /** Tags of one timer. */
    private record Key(String method, String route, int status) {
        String statusText() {
            return status == NO_STATUS ? OTHER : Integer.toString(status);
        }
    }
}
