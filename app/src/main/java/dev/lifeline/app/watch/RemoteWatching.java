package dev.lifeline.app.watch;

import dev.lifeline.domain.time.Ticker;
import dev.lifeline.monitoring.RemoteMonitor;
import dev.lifeline.monitoring.remote.RemotePoll;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Polls again and again, and shows what has changed. Confined to one thread. */
public final class RemoteWatching {
    /** How often the live line is written anew. */
    private static final Duration REDRAW = Duration.ofSeconds(1);

    private final RemoteMonitor monitor;
    private final Screen screen;
    private final Ticker ticker;

    public RemoteWatching(RemoteMonitor monitor, Screen screen, Ticker ticker) {
        this.monitor = monitor;
        this.screen = screen;
        this.ticker = ticker;
    }

    /** Goes on until the thread is interrupted; true then, and false if nobody reads what is shown any more. */
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
