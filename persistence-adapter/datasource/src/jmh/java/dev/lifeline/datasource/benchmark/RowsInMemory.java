package dev.lifeline.datasource.benchmark;

import dev.lifeline.datasource.internal.batch.Rows;
import dev.lifeline.datasource.internal.operation.Deadline;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A row for each key below {@link #COUNT}. A statement is a map access for each key, after a wait that simulates a
 * server.
 */
final class RowsInMemory implements Rows<Integer, String> {
    static final int COUNT = 1_000;

    private final Map<Integer, String> rows =
            IntStream.range(0, COUNT).boxed().collect(Collectors.toMap(Function.identity(), key -> "row " + key));

    private final long waitNanos;

    /** @param wait wait of each statement; the system adds some 50 microseconds, unless it is zero */
    RowsInMemory(Duration wait) {
        this.waitNanos = wait.toNanos();
    }

    @Override
    public Optional<String> one(Integer key, Deadline deadline) {
        LockSupport.parkNanos(waitNanos);
        return Optional.ofNullable(rows.get(key));
    }

    @Override
    public Map<Integer, String> many(Collection<Integer> keys, Deadline deadline) {
        LockSupport.parkNanos(waitNanos);
        return keys.stream().collect(Collectors.toMap(Function.identity(), rows::get));
    }
}
