package dev.lifeline.domain.write;

import static java.util.Objects.requireNonNull;

/**
 * What became of a write.
 *
 * @param value its outcome
 * @param replayed whether it had been done before, under the same token, and the outcome is that of then
 */
public record WriteResult<T>(T value, boolean replayed) {

    public WriteResult {
        requireNonNull(value, "value");
    }
}
