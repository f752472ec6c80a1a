package dev.lifeline.app.cli;

import dev.lifeline.monitoring.remote.LatencyLimits;
import dev.lifeline.monitoring.remote.PluginResult;
import dev.lifeline.monitoring.remote.RemoteMonitorConfig;

/** Whom the command line has watch a service. */
public interface Watcher {

    /**
     * Watches until it is asked to stop, and tells what changes.
     *
     * @return one of {@link ExitCode}
     */
    int watch(RemoteMonitorConfig config);

    /**
     * Looks once.
     *
     * @throws InterruptedException if the thread was interrupted meanwhile
     */
    PluginResult check(RemoteMonitorConfig config, LatencyLimits limits) throws InterruptedException;
}
