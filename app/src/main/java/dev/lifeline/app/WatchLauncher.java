package dev.lifeline.app;

import dev.lifeline.app.cli.ExitCode;
import dev.lifeline.app.cli.Watcher;
import dev.lifeline.app.logging.Logging;
import dev.lifeline.app.watch.RemoteWatching;
import dev.lifeline.app.watch.Screen;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.monitoring.RemoteMonitor;
import dev.lifeline.monitoring.remote.LatencyLimits;
import dev.lifeline.monitoring.remote.PluginResult;
import dev.lifeline.monitoring.remote.RemoteMonitorConfig;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Puts a remote watch together: its monitor, its screen and the way it ends. Confined to one thread. */
final class WatchLauncher implements Watcher {
    /** Alerts under way have 5 s, and their thread one more. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final PrintWriter out;
    private final boolean isTerminal;
    private final Map<String, String> environment;
    private final Ticker ticker = Ticker.system();

    /**
     * @param isTerminal whether {@code out} leads to a terminal, with somebody before it
     */
    WatchLauncher(PrintWriter out, boolean isTerminal, Map<String, String> environment) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.environment = environment;
    }

    @Override
    @SuppressWarnings("try") // the signal works by being installed
    public int watch(RemoteMonitorConfig config) {
        Logging.toStandardError();
        try (var unused = ShutdownSignal.install(CLOSE_LIMIT, Thread.currentThread()::interrupt)) {
            return untilInterrupted(config) ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private boolean untilInterrupted(RemoteMonitorConfig config) {
        try (RemoteMonitor monitor = monitor(config)) {
            return new RemoteWatching(monitor, screen(), ticker).untilInterrupted();
        }
    }

    @Override
    public PluginResult check(RemoteMonitorConfig config, LatencyLimits limits) throws InterruptedException {
        try (RemoteMonitor monitor = monitor(config)) {
            return monitor.check(limits);
        }
    }

    private RemoteMonitor monitor(RemoteMonitorConfig config) {
        return RemoteMonitor.create(config, Clock.systemUTC(), ticker);
    }

    /** By the conventions of terminals: a dumb one knows no sequences, and whoever sets NO_COLOR wants none. */
    private Screen screen() {
        String kind = environment.getOrDefault("TERM", "dumb");
        boolean live = isTerminal && !kind.equals("dumb");
        return new Screen(out, live, environment.getOrDefault("NO_COLOR", "").isEmpty());
    }
}
