package dev.lifeline.domain.service;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.port.in.ForgetOldReceiptsUseCase;
import dev.lifeline.domain.port.out.WriteReceipts;
import java.time.Duration;

/** Keeps each receipt for a day: whoever did not hear what became of a write asks again within hours at most. */
public final class ForgetOldReceiptsService implements ForgetOldReceiptsUseCase {
    static final Duration KEPT = Duration.ofHours(24);
    static final int BATCH = 500;

    private final WriteReceipts receipts;

    public ForgetOldReceiptsService(WriteReceipts receipts) {
        this.receipts = requireNonNull(receipts, "receipts");
    }

    @Override
    public boolean forgetSome() {
        return receipts.forget(KEPT, BATCH) == BATCH;
    }
}
