package dev.lifeline.domain.port.out;

import dev.lifeline.domain.connection.DatabaseUnavailableException;
import java.time.Duration;

/** What is kept of writes, so that none is done twice. Safe for use by several threads. */
public interface WriteReceipts {

    /**
     * Forgets some of the receipts that are older than that, by the store's own clock.
     *
     * @param limit how many at most
     * @return how many
     * @throws DatabaseUnavailableException if the database could not be used in time
     */
    int forget(Duration age, int limit);
}
