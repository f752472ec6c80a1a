package dev.lifeline.datasource.internal.operation;

/** The deadline passed before the next attempt. Carries the last failure. Never leaves the module. */
final class OutOfTimeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RuntimeException last;

    OutOfTimeException(RuntimeException last) {
        super(last);
        this.last = last;
    }

    /** Returns the exception of the last attempt. */
    RuntimeException last() {
        return last;
    }
}
