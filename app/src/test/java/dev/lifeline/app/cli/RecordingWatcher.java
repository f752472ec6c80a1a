package dev.lifeline.app.cli;

import dev.lifeline.monitoring.remote.LatencyLimits;
import dev.lifeline.monitoring.remote.PluginResult;
import dev.lifeline.monitoring.remote.RemoteMonitorConfig;
import java.util.ArrayList;
import java.util.List;

/** Records the arguments of its calls. Confined to one thread. */
final class RecordingWatcher implements Watcher {
    static final PluginResult RESULT = new PluginResult(PluginResult.CRITICAL, "LIFELINE CRITICAL - as asked for");

    final List<RemoteMonitorConfig> watched = new ArrayList<>();
    final List<RemoteMonitorConfig> checked = new ArrayList<>();
    final List<LatencyLimits> limits = new ArrayList<>();

    @Override
    public int watch(RemoteMonitorConfig config) {
        watched.add(config);
        return ExitCode.OK;
    }

    @Override
    public PluginResult check(RemoteMonitorConfig config, LatencyLimits limit) {
        checked.add(config);
        limits.add(limit);
        return RESULT;
    }
}
