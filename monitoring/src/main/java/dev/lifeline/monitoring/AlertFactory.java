package dev.lifeline.monitoring;

import dev.lifeline.domain.time.Ticker;
import dev.lifeline.monitoring.internal.alert.AlertChannel;
import dev.lifeline.monitoring.internal.alert.AlertDelivery;
import dev.lifeline.monitoring.internal.alert.AlertPipeline;
import dev.lifeline.monitoring.internal.alert.AlertTiming;
import dev.lifeline.monitoring.internal.alert.AlertmanagerChannel;
import dev.lifeline.monitoring.internal.alert.Alerts;
import dev.lifeline.monitoring.internal.alert.DeliveryPolicy;
import dev.lifeline.monitoring.internal.alert.DeliveryResult;
import dev.lifeline.monitoring.internal.alert.Endpoint;
import dev.lifeline.monitoring.internal.alert.WebhookChannel;
import dev.lifeline.monitoring.internal.metrics.CountersByValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.SplittableRandom;

/** Assembles the alerts according to the settings. */
final class AlertFactory {
    private final AlertConfig config;
    private final MeterRegistry registry;
    private final Ticker ticker;

    AlertFactory(AlertConfig config, MeterRegistry registry, Ticker ticker) {
        this.config = config;
        this.registry = registry;
        this.ticker = ticker;
    }

    Alerts alerts() {
        var lines = new ArrayList<AlertPipeline>();
        if (config.webhookUrl() != null) {
            var endpoint = Endpoint.parse("alerts.webhook-url", config.webhookUrl());
            lines.add(line(new WebhookChannel(endpoint, config.timeout()), config.reminder()));
        }
        if (config.alertmanagerUrl() != null) {
            var endpoint = Endpoint.parse("alerts.alertmanager-url", config.alertmanagerUrl());
            lines.add(line(new AlertmanagerChannel(endpoint, config.timeout()), AlertmanagerChannel.BETWEEN_REFRESHES));
        }
        return new Alerts(lines);
    }

    private AlertPipeline line(AlertChannel channel, Duration reminder) {
        var results = new CountersByValue<>(
                registry,
                "lifeline.alerts.deliveries",
                "Alerts sent out of the process, by what became of them",
                "result",
                DeliveryResult.class,
                Tags.of("channel", channel.name()));
        // The seed only has to differ between processes, and their tickers differ.
        var random = new SplittableRandom(ticker.nanos());
        var delivery = new AlertDelivery(channel, results::increment, DeliveryPolicy.standard(), ticker, random);
        return new AlertPipeline(config.instance(), new AlertTiming(config.after(), reminder), ticker, delivery);
    }
}
