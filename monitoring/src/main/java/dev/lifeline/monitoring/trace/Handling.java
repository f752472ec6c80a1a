package dev.lifeline.monitoring.trace;

/**
 * Handling of a request.
 *
 * @param <E> exception of the handling
 */
@FunctionalInterface
public interface Handling<E extends Exception> {

    /** Handles the request. */
    void run() throws E;
}
