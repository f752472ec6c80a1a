package dev.lifeline.monitoring;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.time.Ticker;
import dev.lifeline.monitoring.internal.alert.AlertDelivery;
import dev.lifeline.monitoring.internal.alert.AlertTiming;
import dev.lifeline.monitoring.internal.alert.DeliveryPolicy;
import dev.lifeline.monitoring.internal.alert.Endpoint;
import dev.lifeline.monitoring.internal.alert.WebhookChannel;
import dev.lifeline.monitoring.internal.remote.HealthEndpoint;
import dev.lifeline.monitoring.internal.remote.PluginCheck;
import dev.lifeline.monitoring.internal.remote.RemoteAlerts;
import dev.lifeline.monitoring.internal.remote.RemoteWatch;
import dev.lifeline.monitoring.remote.LatencyLimits;
import dev.lifeline.monitoring.remote.PluginResult;
import dev.lifeline.monitoring.remote.RemoteEndpoint;
import dev.lifeline.monitoring.remote.RemoteMonitorConfig;
import dev.lifeline.monitoring.remote.RemotePoll;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Monitors the database health of a service from outside, through its health endpoint or any endpoint with the same
 * responses. The caller decides when to poll. Each request ends within the timeout; an interrupt ends it at once. The
 * creator closes it. Confined to one thread.
 */
public final class RemoteMonitor implements AutoCloseable {
    /** Equal to the defaults of the service: shorter problems send no alert. */
    private static final AlertTiming TIMING = new AlertTiming(Duration.ofSeconds(5), Duration.ofMinutes(30));

    private static final Duration ALERT_TIMEOUT = Duration.ofSeconds(5);

    private final HealthEndpoint endpoint;
    private final RemoteWatch watch;
    private final PluginCheck plugin;
    private final Optional<RemoteAlerts> alerts;

    private RemoteMonitor(RemoteMonitorConfig config, Clock clock, Ticker ticker) {
        endpoint = new HealthEndpoint(config, clock, ticker);
        alerts = Optional.ofNullable(config.webhookUrl()).map(url -> alerts(config.endpoint(), url, ticker));
        watch = new RemoteWatch(
                config, endpoint, result -> alerts.ifPresent(active -> active.on(result)), clock, ticker);
        plugin = new PluginCheck(config, endpoint);
    }

    private static RemoteAlerts alerts(RemoteEndpoint watched, String url, Ticker ticker) {
        var channel = new WebhookChannel(Endpoint.parse("webhook", url), ALERT_TIMEOUT);
        // The seed only has to differ between processes, and their tickers differ.
        var random = new SplittableRandom(ticker.nanos());
        var delivery = new AlertDelivery(channel, result -> {}, DeliveryPolicy.standard(), ticker, random);
        return new RemoteAlerts(watched.uri().getRawAuthority(), TIMING, ticker, delivery);
    }

    /** Creates a monitor that has not polled yet. */
    public static RemoteMonitor create(RemoteMonitorConfig config, Clock clock, Ticker ticker) {
        return new RemoteMonitor(
                requireNonNull(config, "config"), requireNonNull(clock, "clock"), requireNonNull(ticker, "ticker"));
    }

    /** Returns a start line with the monitored endpoint and the interval. */
    public String greeting() {
        return watch.greeting();
    }

    /**
     * Polls once and reports changes since the last poll. If {@link RemoteMonitorConfig#reconnect()} is set, an
     * unhealthy service is asked to reconnect: at once the first time, and then at growing intervals.
     *
     * @param news receives the changes, one line each, as soon as they are known
     * @throws InterruptedException if the thread is interrupted
     */
    public RemotePoll poll(Consumer<String> news) throws InterruptedException {
        return watch.poll(requireNonNull(news, "news"));
    }

    /** Returns a short line that begins with the state, with its duration and the result and time of the last poll. */
    public String summary() {
        return watch.summary();
    }

    /** Returns the last line of a watch, with the time and the last state. */
    public String farewell() {
        return watch.farewell();
    }

    /**
     * Polls once, independently of earlier polls, and returns the result in the format of monitoring plugins. If {@link
     * RemoteMonitorConfig#reconnect()} is set and the service is unhealthy, it is asked to reconnect and polled again.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public PluginResult check(LatencyLimits limits) throws InterruptedException {
        return plugin.run(requireNonNull(limits, "limits"));
    }

    /** Ends the delivery of alerts and the HTTP client; waits for at most 6 s for undelivered alerts. */
    @Override
    public void close() {
        try {
            alerts.ifPresent(RemoteAlerts::close);
        } finally {
            endpoint.close();
        }
    }
}
