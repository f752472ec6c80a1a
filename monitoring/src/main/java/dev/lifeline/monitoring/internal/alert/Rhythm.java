package dev.lifeline.monitoring.internal.alert;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.Optional;

/** When one trouble is to be told. Confined to whoever holds it. */
public final class Rhythm {
    private final Ticker ticker;
    private final AlertTiming timing;
    private final long since;
    private boolean told;
    private long lastTold;

    /** Of a trouble that begins now. */
    public Rhythm(Ticker ticker, AlertTiming timing) {
        this.ticker = ticker;
        this.timing = timing;
        this.since = ticker.nanos();
    }

    /** What is to be told now, if anything is; it then counts as told. */
    public Optional<AlertStatus> due() {
        long now = ticker.nanos();
        boolean due = told
                ? now - lastTold >= timing.reminder().toNanos()
                : now - since >= timing.after().toNanos();
        return due ? Optional.of(tell(now)) : Optional.empty();
    }

    /** Something that must not wait for its time is to be told now; nothing if the trouble itself was not told yet. */
    public Optional<AlertStatus> early() {
        return told ? Optional.of(tell(ticker.nanos())) : Optional.empty();
    }

    private AlertStatus tell(long now) {
        AlertStatus status = told ? AlertStatus.REMINDER : AlertStatus.FIRING;
        told = true;
        lastTold = now;
        return status;
    }

    /** Whether anybody has heard of the trouble, and so must hear of its end. */
    public boolean wasTold() {
        return told;
    }

    /** How long the trouble has lasted. */
    public Duration length() {
        return Duration.ofNanos(ticker.nanos() - since);
    }
}
