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
 * Watches from outside how a service's connection to its database is, by asking its health endpoint: this one's, or any with
 * the same answers. Whoever has it decides when to ask. Every question ends within the timeout, and an interrupt ends it at
 * once. Whoever makes it closes it. Confined to one thread.
 */
public final class RemoteMonitor implements AutoCloseable {
    /** As those of the service itself: what passes sooner wakes nobody. */
    private static final AlertTiming TIMING = new AlertTiming(Duration.ofSeconds(5), Duration.ofMinutes(30));

    private static final Duration ALERT_TIMEOUT = Duration.ofSeconds(5);

    private final HealthEndpoint endpoint;
    private final RemoteWatch watch;
    private final PluginCheck plugin;
    private final Optional<RemoteAlerts> alerts;

    private RemoteMonitor(RemoteMonitorConfig config, Clock clock, Ticker ticker) {
        endpoint = new HealthEndpoint(config, clock, ticker);
        alerts = Optional.ofNullable(config.webhookUrl()).map(url -> alerts(config.endpoint(), url, ticker));
        watch = new RemoteWatch(config, endpoint, finding -> alerts.ifPresent(told -> told.on(finding)), clock, ticker);
        plugin = new PluginCheck(config, endpoint);
    }

    private static RemoteAlerts alerts(RemoteEndpoint watched, String url, Ticker ticker) {
        var channel = new WebhookChannel(Endpoint.parse("webhook", url), ALERT_TIMEOUT);
        // Chance is of use only between processes, and no two of them read the same here.
        var random = new SplittableRandom(ticker.nanos());
        var delivery = new AlertDelivery(channel, result -> {}, DeliveryPolicy.standard(), ticker, random);
        return new RemoteAlerts(watched.uri().getRawAuthority(), TIMING, ticker, delivery);
    }

    /** A monitor that has not asked yet. */
    public static RemoteMonitor create(RemoteMonitorConfig config, Clock clock, Ticker ticker) {
        return new RemoteMonitor(
                requireNonNull(config, "config"), requireNonNull(clock, "clock"), requireNonNull(ticker, "ticker"));
    }

    /** A line for the beginning: who is watched, and how often. */
    public String greeting() {
        return watch.greeting();
    }

    /**
     * Asks once, and tells what has changed since the last time. If {@link RemoteMonitorConfig#reconnect()} says so, a service
     * whose database is not well is asked to connect anew: at once the first time, and then ever more rarely.
     *
     * @param news gets what has changed, a line each, as soon as it is known
     * @throws InterruptedException if the thread was interrupted meanwhile
     */
    public RemotePoll poll(Consumer<String> news) throws InterruptedException {
        return watch.poll(requireNonNull(news, "news"));
    }

    /** How it is and since when, what the last poll found and when that was, in one short line that begins with the state. */
    public String summary() {
        return watch.summary();
    }

    /** A line for the end: when it was, and how it looked. */
    public String farewell() {
        return watch.farewell();
    }

    /**
     * Asks once, without regard to what was before, and answers as a monitoring plugin does. If
     * {@link RemoteMonitorConfig#reconnect()} says so and the database is not well, the service is asked to connect anew, and
     * asked again.
     *
     * @throws InterruptedException if the thread was interrupted meanwhile
     */
    public PluginResult check(LatencyLimits limits) throws InterruptedException {
        return plugin.run(requireNonNull(limits, "limits"));
    }

    /** Ends the delivery of alerts, waiting 6 seconds at most for those that are not delivered yet, and the HTTP client. */
    @Override
    public void close() {
        try {
            alerts.ifPresent(RemoteAlerts::close);
        } finally {
            endpoint.close();
        }
    }
}
