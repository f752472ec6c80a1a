package dev.lifeline.persistence.internal.jdbc;

import dev.lifeline.domain.connection.CallerCancellation;
import dev.lifeline.persistence.internal.failure.OperationCancelledException;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Cancels what runs on a borrowed connection when its caller hangs up, until COMMIT is sent or the connection is returned.
 * Without a {@link CallerCancellation} it does nothing. Safe for use by several threads.
 */
public final class StatementCancellation {
    private final CheckedConnection connection;
    private final ScheduledExecutorService threads;
    private volatile @Nullable CancelRequests requests;
    private CallerCancellation.Registration registration = () -> {};

    /**
     * @param threads send the cancel requests, each over a connection of its own; to be closed by their owner
     */
    public StatementCancellation(CheckedConnection connection, ScheduledExecutorService threads) {
        this.connection = connection;
        this.threads = threads;
    }

    /** Cancels from now on what the calling thread's caller runs on the connection. */
    public void begin() {
        registration = CallerCancellation.current().onCancel(this::fire);
    }

    private void fire() {
        var sender = new CancelRequests(connection.driver(), threads);
        requests = sender;
        threads.execute(sender);
    }

    /**
     * Ends cancellation, since COMMIT is sent next.
     *
     * @throws OperationCancelledException if the caller hung up before: then COMMIT must not be sent
     */
    void beforeCommit() throws OperationCancelledException {
        registration.close();
        if (isFired()) {
            throw new OperationCancelledException();
        }
    }

    /**
     * Ends cancellation. Blocks for at most 2 s, while a cancel request is under way.
     *
     * @return false if a request is still under way, so that it may meet a later statement of the connection
     */
    public boolean end() {
        registration.close();
        CancelRequests sent = requests;
        return sent == null || sent.end();
    }

    /** Returns whether a cancel request was made. */
    public boolean isFired() {
        return requests != null;
    }
}
