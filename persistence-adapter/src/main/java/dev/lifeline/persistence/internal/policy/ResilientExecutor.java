package dev.lifeline.persistence.internal.policy;

import static dev.lifeline.domain.connection.FailureReason.SHUTTING_DOWN;

import dev.failsafe.FailsafeExecutor;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.persistence.internal.failure.FailureTranslator;
import dev.lifeline.persistence.internal.failure.GateClosedException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Runs operations under the policies, and lets only exceptions of the domain out. Safe for use by several threads. */
public final class ResilientExecutor {
    private static final Duration AFTER_THE_END = Duration.ofSeconds(1);

    private final FailsafeExecutor<Object> aroundOperation;
    private final FailsafeExecutor<Object> aroundAttempt;
    private final FailureTranslator translator;
    private final BooleanSupplier ended;

    /**
     * @param ended whether the database was closed
     */
    public ResilientExecutor(PolicyStack policies, FailureTranslator translator, BooleanSupplier ended) {
        this.aroundOperation = policies.aroundOperation();
        this.aroundAttempt = policies.aroundAttempt();
        this.translator = translator;
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
        try {
            return aroundOperation.get(() -> aroundAttempt.get(work::get));
        } catch (RuntimeException thrown) {
            if (thrown.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                throw new DatabaseUnavailableException(SHUTTING_DOWN, AFTER_THE_END, thrown);
            }
            throw translator.translate(thrown);
        }
    }
}
