package dev.lifeline.monitoring.internal.alert;

import java.time.Duration;

/** Posts alerts to an Alertmanager, by the second version of its API. Confined to one thread. */
public final class AlertmanagerChannel implements AlertChannel {
    /**
     * How often an alert is sent again while it lasts. An Alertmanager takes one for over that it has not heard of for its
     * {@code resolve_timeout}, 5 minutes by default.
     */
    public static final Duration BETWEEN_REFRESHES = Duration.ofMinutes(1);

    private static final String ALERTS = "/api/v2/alerts";

    private final Endpoint base;
    private final JsonPost post;

    /**
     * @param base where the Alertmanager is, without the path of its API
     * @param timeout how long one attempt may take
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
    public Attempt send(Alert alert) throws InterruptedException {
        return post.send(AlertmanagerBody.of(alert));
    }

    @Override
    public void close() {
        post.close();
    }
}
