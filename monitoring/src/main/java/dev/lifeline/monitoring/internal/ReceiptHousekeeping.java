package dev.lifeline.monitoring.internal;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.port.in.CheckConnectionHealthUseCase;
import dev.lifeline.domain.port.in.ForgetOldReceiptsUseCase;

/**
 * Forgets receipts of writes that are too old to be of use: all there are, however many were written a day ago, in batches
 * that hold nobody up. One thread at a time.
 */
public final class ReceiptHousekeeping implements Runnable {
    private static final System.Logger LOG = System.getLogger(ReceiptHousekeeping.class.getName());

    private final CheckConnectionHealthUseCase health;
    private final ForgetOldReceiptsUseCase receipts;

    /** Housekeeping that holds still while the database is not serving. */
    public ReceiptHousekeeping(CheckConnectionHealthUseCase health, ForgetOldReceiptsUseCase receipts) {
        this.health = health;
        this.receipts = receipts;
    }

    @Override
    public void run() {
        try {
            boolean more = true;
            while (more
                    && health.health().state().isServing()
                    && !Thread.currentThread().isInterrupted()) {
                more = receipts.forgetSome();
            }
        } catch (DatabaseUnavailableException e) {
            LOG.log(DEBUG, "Old receipts stay for another round: " + e.getMessage());
        }
    }
}
