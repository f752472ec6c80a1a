package dev.lifeline.rest.failure;

import java.util.Objects;
import java.util.stream.Stream;

/** Who stops a server interrupts its requests wherever they are, and need not hear of it from each. */
public final class Interruption {

    private Interruption() {}

    /** Whether the failure, or what it was caused by, is an interrupt. */
    public static boolean isCauseOf(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(InterruptedException.class::isInstance);
    }
}
