package dev.lifeline.persistence.benchmark;

import dev.lifeline.persistence.internal.batch.Rows;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.infra.Blackhole;

/** A row for each key below {@link #COUNT}. A statement costs a look into a map for each key, and some work besides. */
final class RowsInMemory implements Rows<Integer, String> {
    static final int COUNT = 1_000;

    private final Map<Integer, String> rows =
            IntStream.range(0, COUNT).boxed().collect(Collectors.toMap(Function.identity(), key -> "row " + key));

    private final long work;

    /**
     * @param work in tokens of JMH's, of a few nanoseconds each
     */
    RowsInMemory(long work) {
        this.work = work;
    }

    @Override
    public Optional<String> one(Integer key) {
        Blackhole.consumeCPU(work);
        return Optional.ofNullable(rows.get(key));
    }

    @Override
    public Map<Integer, String> many(Collection<Integer> keys) {
        Blackhole.consumeCPU(work);
        return keys.stream().collect(Collectors.toMap(Function.identity(), rows::get));
    }
}
