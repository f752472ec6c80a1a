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

/** Assembles a remote watch: monitor, screen and stop. Confined to one thread. */
final class WatchLauncher implements Watcher {
    /** Time limit of the close, longer than the delivery of the last alerts (5 s) and the end of its thread (1 s). */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final PrintWriter out;
    private final boolean isTerminal;
    private final Map<String, String> environment;
    private final Ticker ticker = Ticker.system();

    /** @param isTerminal whether {@code out} is a terminal */
    WatchLauncher(PrintWriter out, boolean isTerminal, Map<String, String> environment) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.environment = environment;
    }

    @Override
    @SuppressWarnings("try") // installing the signal is sufficient
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

    /** Follows the conventions of terminals: a dumb one supports no escape sequences, and NO_COLOR disables colours. */
    private Screen screen() {
        String kind = environment.getOrDefault("TERM", "dumb");
        boolean live = isTerminal && !kind.equals("dumb");
        return new Screen(out, live, environment.getOrDefault("NO_COLOR", "").isEmpty());
    }
}
