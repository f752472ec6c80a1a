package dev.lifeline.monitoring.internal.alert;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.Optional;

/** When one trouble, that begins now, is to be told. Confined to whoever holds it. */
final class Rhythm {
    private final Ticker ticker;
    private final AlertTiming timing;
    private final long since;
    private boolean told;
    private long lastTold;

    Rhythm(Ticker ticker, AlertTiming timing) {
        this.ticker = ticker;
        this.timing = timing;
        this.since = ticker.nanos();
    }

    /** What is to be told now, if anything is; it then counts as told. */
    Optional<AlertStatus> due() {
        long now = ticker.nanos();
        boolean due = told
                ? now - lastTold >= timing.reminder().toNanos()
                : now - since >= timing.after().toNanos();
        return due ? Optional.of(tell(now)) : Optional.empty();
    }

    /** Something that must not wait for its time is to be told now; nothing if the trouble itself was not told yet. */
    Optional<AlertStatus> early() {
        return told ? Optional.of(tell(ticker.nanos())) : Optional.empty();
    }

    private AlertStatus tell(long now) {
        AlertStatus status = told ? AlertStatus.REMINDER : AlertStatus.FIRING;
        told = true;
        lastTold = now;
        return status;
    }

    /** Whether anybody has heard of the trouble, and so must hear of its end. */
    boolean wasTold() {
        return told;
    }

    /** How long the trouble has lasted. */
    Duration length() {
        return Duration.ofNanos(ticker.nanos() - since);
    }
}
