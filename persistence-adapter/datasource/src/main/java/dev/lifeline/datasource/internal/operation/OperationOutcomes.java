package dev.lifeline.datasource.internal.operation;

import static dev.lifeline.domain.connection.FailureReason.INTERRUPTED;
import static dev.lifeline.domain.connection.FailureReason.SHUTTING_DOWN;

import dev.lifeline.datasource.internal.failure.Failure;
import dev.lifeline.datasource.internal.failure.FailureClassifier;
import dev.lifeline.datasource.internal.failure.FailureKind;
import dev.lifeline.datasource.internal.failure.FailureTranslator;
import dev.lifeline.datasource.internal.failure.GateClosedException;
import dev.lifeline.datasource.internal.failure.MissingTable;
import dev.lifeline.domain.connection.CallerCancellation;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Translates the failures of operations to exceptions of the domain and reports operations that fail permanently. Safe
 * for use by several threads.
 */
public final class OperationOutcomes {
    private static final Duration AFTER_THE_END = Duration.ofSeconds(1);

    private final CallerGate gate;
    private final FailureTranslator translator;
    private final SchemaRepair repair;
    private final OperationReports reports;

    /**
     * @param gate counts callers that fail during an outage
     * @param repair recreates a missing table; an operation that failed because of it then runs once more
     */
    public OperationOutcomes(
            CallerGate gate, FailureTranslator translator, SchemaRepair repair, OperationReports reports) {
        this.gate = gate;
        this.translator = translator;
        this.repair = repair;
        this.reports = reports;
    }

    <T> T of(Supplier<T> attempts) {
        if (gate.isEnded()) {
            throw new DatabaseUnavailableException(
                    SHUTTING_DOWN, AFTER_THE_END, new GateClosedException(SHUTTING_DOWN));
        }
        long schema = repair.version();
        try {
            return attempts.get();
        } catch (RuntimeException thrown) {
            if (MissingTable.isReasonOf(thrown) && repair.isRepairedSince(schema)) {
                return again(attempts);
            }
            throw translated(thrown);
        }
    }

    private <T> T again(Supplier<T> attempts) {
        try {
            return attempts.get();
        } catch (RuntimeException thrown) {
            throw translated(thrown);
        }
    }

    private RuntimeException translated(RuntimeException thrown) {
        if (thrown.getCause() instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return new DatabaseUnavailableException(
                    gate.isEnded() ? SHUTTING_DOWN : INTERRUPTED, AFTER_THE_END, thrown);
        }
        return translator.translate(thrown instanceof OutOfTimeException late ? late.last() : thrown);
    }

    void reportIfGivenUp(int attempts, @Nullable Throwable thrown) {
        if (thrown == null || !FailureClassifier.isDatabaseFailure(thrown)) {
            return;
        }
        Failure failure = FailureClassifier.classify(thrown);
        if (failure.kind() == FailureKind.INTERRUPTED
                && CallerCancellation.current().isCancelled()) {
            return; // the caller hung up; the operation did not fail
        }
        if (failure.kind() != FailureKind.APPLICATION) {
            if (failure.kind() != FailureKind.HELD_TOO_LONG) { // the gate has counted these callers
                gate.failedElsewhere();
            }
            reports.givenUp(attempts, failure.reason());
        }
    }
}
