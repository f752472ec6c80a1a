package dev.lifeline.datasource.internal.batch;

import dev.lifeline.datasource.internal.operation.Deadline;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import java.time.Duration;

/** What each caller has to pass by himself, however many share a statement afterwards. Safe for use by several threads. */
public interface BatchEntry {

    /** Whether the database can be used now. */
    boolean isOpen();

    /**
     * Waits until the database can be used.
     *
     * @throws DatabaseUnavailableException if it could not be used in time
     */
    void pass(Deadline deadline);

    /**
     * Returns whether the calling thread holds a connection: then it must not wait for others, which may wait for its connection.
     */
    default boolean isNested() {
        return false;
    }

    /**
     * A caller begins to wait for his turn.
     *
     * @throws DatabaseUnavailableException if too many wait already
     */
    void queue();

    /** He waits no longer: his turn came after that time, or he goes in vain. */
    void unqueue(Duration waited, boolean inVain);

    /** The exception for a caller that leaves without an answer, for that reason. */
    DatabaseUnavailableException refusal(FailureReason reason);

    /** The failure of a statement that was shared, for one of those who shared it. */
    DatabaseUnavailableException likewise(DatabaseUnavailableException failure);
}
