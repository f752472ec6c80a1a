package dev.lifeline.domain.port.in;

import dev.lifeline.domain.connection.DatabaseUnavailableException;

/** Makes room: forgets writes whose tokens nobody will use again. Safe for use by several threads. */
public interface ForgetOldReceiptsUseCase {

    /**
     * Forgets some old receipts, a batch small enough to be in nobody's way.
     *
     * @return whether there may be more
     * @throws DatabaseUnavailableException if the database could not be used in time
     */
    boolean forgetSome();
}
