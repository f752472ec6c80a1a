package dev.lifeline.persistence.internal.recovery;

import dev.failsafe.function.CheckedSupplier;
import dev.lifeline.persistence.internal.failure.FailureClassifier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The attempts of one operation, one after the other. Confined to one thread. */
final class Attempts<T> implements CheckedSupplier<T> {
    private final Supplier<T> work;
    private final Runnable suspicion;
    private @Nullable RuntimeException last;

    Attempts(Supplier<T> work, Runnable suspicion) {
        this.work = work;
        this.suspicion = suspicion;
    }

    @Override
    public T get() {
        try {
            return work.get();
        } catch (RuntimeException thrown) {
            if (FailureClassifier.isDatabaseFailure(thrown)) {
                keepEarlier(thrown);
                suspectIfDue(thrown);
            }
            throw thrown;
        }
    }

    /** Whoever reads the last failure may want to know how it began. */
    private void keepEarlier(RuntimeException thrown) {
        if (last != null && last != thrown) {
            thrown.addSuppressed(last);
        }
        last = thrown;
    }

    private void suspectIfDue(RuntimeException thrown) {
        if (FailureClassifier.classify(thrown).kind().isSuspicious()) {
            suspicion.run();
        }
    }
}
