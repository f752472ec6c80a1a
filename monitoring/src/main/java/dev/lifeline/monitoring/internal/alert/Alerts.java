package dev.lifeline.monitoring.internal.alert;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.monitoring.internal.schedule.PeriodicTask;
import java.time.Duration;
import java.util.List;

/**
 * Sends alerts to all receivers, each with its own timing. Handles events from the start; alerts that depend on a
 * duration are sent after {@linkplain #start start} only. Safe for use by several threads.
 */
public final class Alerts implements ConnectionEventListener, AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final List<AlertPipeline> lines;
    private final PeriodicTask ticking = new PeriodicTask("alert-tick", TICK);

    /** Creates alerts; starts no thread. Closes the lines on {@link #close}. */
    public Alerts(List<AlertPipeline> lines) {
        this.lines = List.copyOf(lines);
    }

    /** Starts a check every second for problems that have lasted long enough; does nothing without receivers. */
    public void start() {
        if (!lines.isEmpty()) {
            lines.forEach(AlertPipeline::start);
            ticking.start(() -> lines.forEach(AlertPipeline::tick));
        }
    }

    @Override
    public void on(ConnectionEvent event) {
        lines.forEach(line -> line.on(event));
    }

    /** Ends all threads. Undelivered alerts have 5 s for delivery. Idempotent. */
    @Override
    public void close() {
        ticking.close();
        lines.forEach(AlertPipeline::beginClose); // so that the lines end concurrently
        lines.forEach(AlertPipeline::close);
    }
}
