package dev.lifeline.datasource.internal.operation;

import static dev.lifeline.domain.connection.FailureReason.INTERRUPTED;
import static dev.lifeline.domain.connection.FailureReason.SHUTTING_DOWN;

import dev.failsafe.FailsafeExecutor;
import dev.lifeline.datasource.internal.failure.FailureTranslator;
import dev.lifeline.datasource.internal.failure.GateClosedException;
import dev.lifeline.datasource.internal.failure.MissingTable;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Runs operations under the policies, and lets only exceptions of the domain out. Safe for use by several threads. */
public final class ResilientExecutor {
    private static final Duration AFTER_THE_END = Duration.ofSeconds(1);

    private final FailsafeExecutor<Object> aroundOperation;
    private final FailsafeExecutor<Object> aroundAttempt;
    private final FailureTranslator translator;
    private final SchemaRepair repair;
    private final BooleanSupplier ended;

    /**
     * @param repair asked when a table is missing; work that failed for that reason then runs once more
     * @param ended whether the database was closed
     */
    public ResilientExecutor(
            PolicyStack policies, FailureTranslator translator, SchemaRepair repair, BooleanSupplier ended) {
        this.aroundOperation = policies.aroundOperation();
        this.aroundAttempt = policies.aroundAttempt();
        this.translator = translator;
        this.repair = repair;
        this.ended = ended;
    }

    /**
     * Runs work that is repeatable as a whole, repeating it while that may help.
     *
     * @throws DatabaseUnavailableException if the database could not be used in time; the failures of earlier attempts are
     *     among its cause's suppressed ones
     */
    public <T> T run(Supplier<T> work) {
        if (ended.getAsBoolean()) {
            throw new DatabaseUnavailableException(
                    SHUTTING_DOWN, AFTER_THE_END, new GateClosedException(SHUTTING_DOWN));
        }
        long schema = repair.version();
        try {
            return attempts(work);
        } catch (RuntimeException thrown) {
            if (MissingTable.isReasonOf(thrown) && repair.isRepairedSince(schema)) {
                return again(work);
            }
            throw translated(thrown);
        }
    }

    private <T> T again(Supplier<T> work) {
        try {
            return attempts(work);
        } catch (RuntimeException thrown) {
            throw translated(thrown);
        }
    }

    private <T> T attempts(Supplier<T> work) {
        return aroundOperation.get(() -> aroundAttempt.get(work::get));
    }

    private RuntimeException translated(RuntimeException thrown) {
        if (thrown.getCause() instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return new DatabaseUnavailableException(
                    ended.getAsBoolean() ? SHUTTING_DOWN : INTERRUPTED, AFTER_THE_END, thrown);
        }
        return translator.translate(thrown);
    }
}
