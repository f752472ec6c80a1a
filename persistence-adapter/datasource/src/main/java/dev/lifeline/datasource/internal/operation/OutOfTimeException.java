package dev.lifeline.datasource.internal.operation;

/** The time of an operation was over before another attempt. Carries the last failure. Never leaves the module. */
final class OutOfTimeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RuntimeException last;

    OutOfTimeException(RuntimeException last) {
        super(last);
        this.last = last;
    }

    /** Returns the failure of the last attempt. */
    RuntimeException last() {
        return last;
    }
}
