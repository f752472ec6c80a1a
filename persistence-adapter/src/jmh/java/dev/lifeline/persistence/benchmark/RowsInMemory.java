package dev.lifeline.persistence.benchmark;

import dev.lifeline.persistence.internal.batch.Rows;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A row for each key below {@link #COUNT}, at the price of a look into a map. */
final class RowsInMemory implements Rows<Integer, String> {
    static final int COUNT = 1_000;

    private final Map<Integer, String> rows =
            IntStream.range(0, COUNT).boxed().collect(Collectors.toMap(Function.identity(), key -> "row " + key));

    @Override
    public Optional<String> one(Integer key) {
        return Optional.ofNullable(rows.get(key));
    }

    @Override
    public Map<Integer, String> many(Collection<Integer> keys) {
        return keys.stream().collect(Collectors.toMap(Function.identity(), rows::get));
    }
}
