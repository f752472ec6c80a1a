package dev.lifeline.monitoring.internal.alert;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.Optional;

/** Timing of the alerts about one problem. Confined to its owner's thread or lock. */
public final class AlertSchedule {
    private final Ticker ticker;
    private final AlertTiming timing;
    private final long since;
    private boolean reported;
    private long lastReported;

    /** Starts the timing of a new problem. */
    public AlertSchedule(Ticker ticker, AlertTiming timing) {
        this.ticker = ticker;
        this.timing = timing;
        this.since = ticker.nanos();
    }

    /** Returns the status of the alert that is due now, if any, and counts it as sent. */
    public Optional<AlertStatus> due() {
        long now = ticker.nanos();
        boolean due = reported
                ? now - lastReported >= timing.reminder().toNanos()
                : now - since >= timing.after().toNanos();
        return due ? Optional.of(report(now)) : Optional.empty();
    }

    /** Returns the status of an alert that must not wait for its time; empty if the problem was not reported yet. */
    public Optional<AlertStatus> early() {
        return reported ? Optional.of(report(ticker.nanos())) : Optional.empty();
    }

    private AlertStatus report(long now) {
        AlertStatus status = reported ? AlertStatus.REMINDER : AlertStatus.FIRING;
        reported = true;
        lastReported = now;
        return status;
    }

    /** Returns whether an alert was sent, so that a resolved message must follow. */
    public boolean wasReported() {
        return reported;
    }

    /** Returns the duration of the problem. */
    public Duration length() {
        return Duration.ofNanos(ticker.nanos() - since);
    }
}
