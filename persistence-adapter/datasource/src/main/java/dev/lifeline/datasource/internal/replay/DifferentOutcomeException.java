package dev.lifeline.datasource.internal.replay;

import java.io.Serial;

/** A replayed statement returned a different result. Never leaves the package. */
final class DifferentOutcomeException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    DifferentOutcomeException(String what) {
        super(what, null, false, false);
    }

    String what() {
        return String.valueOf(getMessage());
    }
}
