package dev.lifeline.monitoring.internal.alert;

import java.time.Duration;

/** Posts alerts to an Alertmanager, with version 2 of its API. Confined to one thread. */
public final class AlertmanagerChannel implements AlertChannel {
    /**
     * Interval at which an ongoing alert is sent again. An Alertmanager resolves an alert that is not repeated within
     * its {@code resolve_timeout}, 5 min by default.
     */
    public static final Duration BETWEEN_REFRESHES = Duration.ofMinutes(1);

    private static final String ALERTS = "/api/v2/alerts";

    private final Endpoint base;
    private final JsonPost post;

    /**
     * @param base base URL of the Alertmanager, without the path of its API
     * @param timeout longest duration of one attempt
     */
    public AlertmanagerChannel(Endpoint base, Duration timeout) {
        this.base = base;
        this.post = new JsonPost(base.below(ALERTS), timeout);
    }

    @Override
    public String name() {
        return "alertmanager";
    }

    @Override
    public Endpoint endpoint() {
        return base;
    }

    @Override
    public DeliveryAttempt send(Alert alert) throws InterruptedException {
        return post.send(AlertmanagerBody.of(alert));
    }

    @Override
    public void close() {
        post.close();
    }
}
