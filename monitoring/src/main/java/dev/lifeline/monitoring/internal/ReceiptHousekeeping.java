package dev.lifeline.monitoring.internal;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.port.in.CheckConnectionHealthUseCase;
import dev.lifeline.domain.port.in.ForgetOldReceiptsUseCase;

/** Forgets receipts of writes that are too old to be of use. One thread at a time. */
public final class ReceiptHousekeeping implements Runnable {
    private static final System.Logger LOG = System.getLogger(ReceiptHousekeeping.class.getName());

    /** What is left after so many batches has time until the next round: nobody's work is to be slowed down. */
    private static final int MOST_BATCHES = 20;

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
            for (int batch = 0; batch < MOST_BATCHES && health.health().state().isServing(); batch++) {
                if (!receipts.forgetSome()) {
                    return;
                }
            }
        } catch (DatabaseUnavailableException e) {
            LOG.log(DEBUG, "Old receipts stay for another round: " + e.getMessage());
        }
    }
}
