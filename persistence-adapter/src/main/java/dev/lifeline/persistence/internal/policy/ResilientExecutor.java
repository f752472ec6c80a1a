package dev.lifeline.persistence.internal.recovery;

import static dev.lifeline.domain.connection.FailureReason.SHUTTING_DOWN;

import dev.failsafe.FailsafeException;
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
    private final Runnable suspicion;
    private final BooleanSupplier ended;

    /**
     * @param suspicion run when a failure casts doubt on the database as a whole; must not block
     * @param ended whether the database was closed
     */
    ResilientExecutor(PolicyStack policies, FailureTranslator translator, Runnable suspicion, BooleanSupplier ended) {
        this.aroundOperation = policies.aroundOperation();
        this.aroundAttempt = policies.aroundAttempt();
        this.translator = translator;
        this.suspicion = suspicion;
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
        Attempts<T> attempts = new Attempts<>(work, suspicion);
        try {
            return aroundOperation.get(() -> aroundAttempt.get(attempts));
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new DatabaseUnavailableException(SHUTTING_DOWN, AFTER_THE_END, e);
            }
            throw e;
        } catch (RuntimeException thrown) {
            throw translator.translate(thrown);
        }
    }
}
