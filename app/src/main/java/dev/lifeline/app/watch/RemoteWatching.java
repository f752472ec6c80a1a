package dev.lifeline.app.watch;

import dev.lifeline.domain.time.Ticker;
import dev.lifeline.monitoring.RemoteMonitor;
import dev.lifeline.monitoring.remote.RemotePoll;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Polls periodically and shows changes. Confined to one thread. */
public final class RemoteWatching {
    /** Interval at which the live line is redrawn. */
    private static final Duration REDRAW = Duration.ofSeconds(1);

    private final RemoteMonitor monitor;
    private final Screen screen;
    private final Ticker ticker;

    public RemoteWatching(RemoteMonitor monitor, Screen screen, Ticker ticker) {
        this.monitor = monitor;
        this.screen = screen;
        this.ticker = ticker;
    }

    /** Polls until the thread is interrupted, and then returns true; returns false if the output is no longer read. */
    public boolean untilInterrupted() {
        screen.print(monitor.greeting());
        try {
            while (!screen.isGone()) {
                pause(monitor.poll(screen::print));
            }
            return false;
        } catch (InterruptedException e) {
            screen.print(monitor.farewell());
            return true;
        }
    }

    private void pause(RemotePoll poll) throws InterruptedException {
        long begun = ticker.nanos();
        for (long left = poll.pause().toNanos(); left > 0; left = poll.pause().toNanos() - (ticker.nanos() - begun)) {
            screen.show(poll.state(), monitor.summary());
            TimeUnit.NANOSECONDS.sleep(Math.min(left, REDRAW.toNanos()));
        }
    }
}
