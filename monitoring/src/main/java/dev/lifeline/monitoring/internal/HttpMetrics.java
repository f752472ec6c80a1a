package dev.lifeline.monitoring.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Times HTTP requests. What it costs does not grow with what clients send: once there are too many kinds of requests, all
 * further ones are counted together. Safe for use by several threads.
 */
public final class HttpMetrics {
    // Some twenty routes with a dozen outcomes each: far more than we have.
    static final int MAX_TIMERS = 256;

    private static final String OTHER = "OTHER";
    private static final int NO_STATUS = 0;
    private static final Key BEYOND_THE_BOUND = new Key(OTHER, OTHER, NO_STATUS);

    // What people ask of a latency: below a wink, a person's patience, the hold of the recovery gate.
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

    /** Metrics of requests of which there was none yet. */
    public HttpMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Takes note of a request. */
    public void record(String method, String route, int status, Duration took) {
        timer(new Key(method, route, status)).record(took);
    }

    private Timer timer(Key key) {
        Timer known = timers.get(key);
        if (known != null) {
            return known;
        }
        // Threads that get here together may each add one: the bound may be passed by as many.
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

    /** The tags of one timer. */
    private record Key(String method, String route, int status) {
        String statusText() {
            return status == NO_STATUS ? OTHER : Integer.toString(status);
        }
    }
}
