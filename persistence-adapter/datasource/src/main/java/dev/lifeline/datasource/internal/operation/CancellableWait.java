package dev.lifeline.datasource.internal.operation;

import dev.lifeline.datasource.internal.failure.OperationCancelledException;
import dev.lifeline.domain.connection.CallerCancellation;
import dev.lifeline.domain.connection.CallerCancellation.Wait;

/** Waits that end when the caller hangs up. */
final class CancellableWait {

    private CancellableWait() {}

    /**
     * Runs a wait of the calling thread.
     *
     * @throws OperationCancelledException if the caller hung up meanwhile
     * @throws InterruptedException if the thread was interrupted for another reason
     */
    static <T> T run(Wait<T, InterruptedException> wait) throws OperationCancelledException, InterruptedException {
        try {
            return CallerCancellation.current().interrupting(wait);
        } catch (InterruptedException e) {
            OperationCancelledException.throwIfCancelled();
            throw e;
        }
    }
}
