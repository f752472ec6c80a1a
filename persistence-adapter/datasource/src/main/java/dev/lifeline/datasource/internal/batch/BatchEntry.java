package dev.lifeline.datasource.internal.batch;

import dev.lifeline.datasource.internal.operation.Deadline;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import java.time.Duration;

/**
 * Admission of look-ups. Each caller passes it individually, also if its look-up later shares a statement. Safe for use
 * by several threads.
 */
public interface BatchEntry {

    /** Returns whether the database is usable now. */
    boolean isOpen();

    /**
     * Waits until the database is usable.
     *
     * @throws DatabaseUnavailableException if it was not usable in time
     */
    void pass(Deadline deadline);

    /**
     * Returns whether the calling thread holds a connection. Such a thread must not wait for other callers, because
     * they may wait for its connection.
     */
    default boolean isNested() {
        return false;
    }

    /**
     * Registers that a caller starts to wait in the queue.
     *
     * @throws DatabaseUnavailableException if too many callers are waiting already
     */
    void queue();

    /**
     * Registers that the caller no longer waits.
     *
     * @param waited length of the wait
     * @param inVain whether the caller gave up
     */
    void unqueue(Duration waited, boolean inVain);

    /**
     * Returns the exception for a caller that leaves without a result.
     *
     * @param reason why it has no result
     */
    DatabaseUnavailableException refusal(FailureReason reason);

    /** Returns the exception for one caller of a shared statement that failed. */
    DatabaseUnavailableException shared(DatabaseUnavailableException failure);
}
