package dev.lifeline.monitoring.internal.remote;

import dev.lifeline.monitoring.remote.LatencyLimits;
import dev.lifeline.monitoring.remote.PluginResult;
import dev.lifeline.monitoring.remote.RemoteMonitorConfig;
import dev.lifeline.monitoring.remote.RemoteState;

/** Polls a service once, for a monitoring system. Safe for use by several threads. */
public final class PluginCheck {
    private final RemoteMonitorConfig config;
    private final HealthEndpoint endpoint;

    public PluginCheck(RemoteMonitorConfig config, HealthEndpoint endpoint) {
        this.config = config;
        this.endpoint = endpoint;
    }

    /**
     * Polls twice, because the duration of the first poll of a new process includes the warm-up of its JVM. If
     * reconnects are configured and the database is unhealthy, requests a reconnect between the two polls.
     */
    public PluginResult run(LatencyLimits limits) throws InterruptedException {
        PollResult result = endpoint.check();
        if (result.state() == RemoteState.HEALTHY) {
            return PluginLine.of(endpoint.check(), "", limits);
        }
        if (!config.reconnect() || result.state() != RemoteState.UNHEALTHY) {
            return PluginLine.of(result, "", limits);
        }
        PollResult answer = endpoint.reconnect();
        return answer.state() == RemoteState.HEALTHY
                ? PluginLine.of(endpoint.check(), ", after a reconnect", limits)
                : PluginLine.of(result, ", and the reconnect failed: " + answer.detail(), limits);
    }
}
