package dev.lifeline.domain.write;

import static java.util.Objects.requireNonNull;

/**
 * Result of a write.
 *
 * @param value outcome of the write
 * @param replayed whether an earlier write with the same token had already committed; {@code value} is its outcome
 */
public record WriteResult<T>(T value, boolean replayed) {

    public WriteResult {
        requireNonNull(value, "value");
    }
}
