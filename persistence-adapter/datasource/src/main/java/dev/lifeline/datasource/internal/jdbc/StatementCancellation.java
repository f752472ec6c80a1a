package dev.lifeline.datasource.internal.jdbc;

import dev.lifeline.datasource.internal.failure.OperationCancelledException;
import dev.lifeline.domain.connection.CallerCancellation;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Cancels the statements of a borrowed connection, except COMMIT, when its caller hangs up before it returns the
 * connection. Safe for use by several threads.
 */
public final class StatementCancellation implements Runnable {
    private final CheckedConnection connection;
    private final CallerCancellation caller;
    private final ScheduledExecutorService threads;
    private volatile @Nullable CancelRequests requests;

    private StatementCancellation(
            CheckedConnection connection, CallerCancellation caller, ScheduledExecutorService threads) {
        this.connection = connection;
        this.caller = caller;
        this.threads = threads;
    }

    /**
     * Cancels statements of the connection, from now on, when the caller of the calling thread hangs up.
     *
     * @param threads send the cancel requests, each over a separate connection; to be closed by their owner
     * @return null, without an allocation, if that caller cannot hang up
     */
    public static @Nullable StatementCancellation begin(
            CheckedConnection connection, ScheduledExecutorService threads) {
        CallerCancellation caller = CallerCancellation.current();
        if (!caller.isPossible()) {
            return null;
        }
        var cancellation = new StatementCancellation(connection, caller, threads);
        caller.onCancel(cancellation);
        return cancellation;
    }

    /** Begins to send cancel requests. Does not block. */
    @Override
    public void run() {
        var sender = new CancelRequests(connection.driver(), threads);
        requests = sender;
        threads.execute(sender);
    }

    /**
     * Pauses cancellation before COMMIT is sent, because a cancelled COMMIT may have happened.
     *
     * @throws OperationCancelledException if the caller hung up before: then COMMIT must not be sent
     */
    void pause() throws OperationCancelledException {
        caller.remove(this);
        if (isFired()) {
            throw new OperationCancelledException();
        }
    }

    /** Resumes the cancellation of statements after a pause. */
    void resume() {
        caller.onCancel(this);
    }

    /**
     * Ends cancellation. Blocks for at most 2 s, while a cancel request is in flight.
     *
     * @return false if a request is still in flight and may hit a later statement of the connection
     */
    public boolean end() {
        caller.remove(this);
        CancelRequests sent = requests;
        return sent == null || sent.end();
    }

    /** Returns whether a cancel request was made. */
    public boolean isFired() {
        return requests != null;
    }
}
