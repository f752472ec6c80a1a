package dev.lifeline.monitoring.trace;

/**
 * How a request is handled.
 *
 * @param <E> what it throws
 */
@FunctionalInterface
public interface Handling<E extends Exception> {

    /** Handles it. */
    void run() throws E;
}
