package dev.lifeline.app.cli;

import dev.lifeline.monitoring.remote.LatencyLimits;
import dev.lifeline.monitoring.remote.PluginResult;
import dev.lifeline.monitoring.remote.RemoteMonitorConfig;

/** Runs the watch for the command line. */
public interface Watcher {

    /**
     * Watches until it is asked to stop, and reports changes.
     *
     * @return one of {@link ExitCode}
     */
    int watch(RemoteMonitorConfig config);

    /**
     * Polls once.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    PluginResult check(RemoteMonitorConfig config, LatencyLimits limits) throws InterruptedException;
}
