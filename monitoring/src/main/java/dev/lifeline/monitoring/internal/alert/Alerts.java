package dev.lifeline.monitoring.internal.alert;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.monitoring.internal.PeriodicCheck;
import java.time.Duration;
import java.util.List;

/**
 * Tells every receiver of the connection's trouble, each in its own rhythm. Hears of events from the beginning; what takes
 * time to become worth an alert does so after the {@linkplain #start start}. Safe for use by several threads.
 */
public final class Alerts implements ConnectionEventListener, AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final List<AlertLine> lines;
    private final PeriodicCheck ticking = new PeriodicCheck("alert-tick", TICK);

    /** Starts no thread yet. The lines are closed with this. */
    public Alerts(List<AlertLine> lines) {
        this.lines = List.copyOf(lines);
    }

    /** Begins to look every second what has lasted long enough; if there is nobody to tell, does nothing. */
    public void start() {
        if (!lines.isEmpty()) {
            lines.forEach(AlertLine::start);
            ticking.start(() -> lines.forEach(AlertLine::tick));
        }
    }

    @Override
    public void on(ConnectionEvent event) {
        lines.forEach(line -> line.on(event));
    }

    /** Ends all threads. What is not delivered yet has 5 seconds to get through. Closing again does nothing. */
    @Override
    public void close() {
        ticking.close();
        lines.forEach(AlertLine::beginClose); // so that they end at the same time, not one after the other
        lines.forEach(AlertLine::close);
    }
}
