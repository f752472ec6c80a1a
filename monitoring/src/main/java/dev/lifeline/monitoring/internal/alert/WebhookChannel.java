package dev.lifeline.monitoring.internal.alert;

import java.time.Duration;

/** Posts alerts to a webhook, such as one of Slack or Mattermost, or to a custom program. Confined to one thread. */
public final class WebhookChannel implements AlertChannel {
    private final Endpoint endpoint;
    private final JsonPost post;

    /** @param timeout longest duration of one attempt */
    public WebhookChannel(Endpoint endpoint, Duration timeout) {
        this.endpoint = endpoint;
        this.post = new JsonPost(endpoint, timeout);
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public DeliveryAttempt send(Alert alert) throws InterruptedException {
        return post.send(WebhookBody.of(alert));
    }

    @Override
    public void close() {
        post.close();
    }
}
