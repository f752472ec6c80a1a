package dev.lifeline.monitoring.internal.alert;

/** A way out of the process. Confined to one thread. */
public interface AlertChannel extends AutoCloseable {

    /** The word for it in logs and metrics, such as {@code webhook}. */
    String name();

    /** Where it leads, as it may be shown to anybody. */
    Endpoint endpoint();

    /**
     * Sends the alert, once. Blocks for no longer than the channel's timeout.
     *
     * @throws InterruptedException if somebody wants the thread to end; then the alert may have got through or not
     */
    Attempt send(Alert alert) throws InterruptedException;

    /** Lets go of connections and of threads of its own. */
    @Override
    void close();
}
