package dev.lifeline.monitoring.internal.alert;

/** Channel to a receiver of alerts. Confined to one thread. */
public interface AlertChannel extends AutoCloseable {

    /** Returns its name in logs and metrics, such as {@code webhook}. */
    String name();

    /** Returns the receiver's endpoint, which is safe to show. */
    Endpoint endpoint();

    /**
     * Sends the alert once. Blocks for at most the channel's timeout.
     *
     * @throws InterruptedException if the thread is interrupted; the alert may or may not have been delivered
     */
    DeliveryAttempt send(Alert alert) throws InterruptedException;

    /** Closes connections and threads of the channel. */
    @Override
    void close();
}
