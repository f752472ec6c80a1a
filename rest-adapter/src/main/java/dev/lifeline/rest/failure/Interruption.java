package dev.lifeline.rest.failure;

import java.util.Objects;
import java.util.stream.Stream;

/** Recognises interrupts. Stopping the server interrupts requests; those failures are expected and not logged. */
public final class Interruption {

    private Interruption() {}

    /** Returns whether the failure, or one of its causes, is an interrupt. */
    public static boolean isCauseOf(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(InterruptedException.class::isInstance);
    }
}
