package dev.lifeline.persistence.benchmark;

import dev.lifeline.domain.time.Ticker;
import dev.lifeline.persistence.config.BatchConfig;
import dev.lifeline.persistence.internal.batch.Batcher;
import dev.lifeline.persistence.internal.failure.FailureTranslator;
import dev.lifeline.persistence.internal.policy.SharedEntrance;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Threads;

/**
 * A look-up in memory: as it is, and through the batcher. With one place for eight threads, they gather all the time: what is
 * left then is the price of waiting for one another, since there is no statement whose price they share.
 */
public class BatcherBenchmark extends NanosPerOperation {
    private final RowsInMemory rows = new RowsInMemory();
    private final Batcher<Integer, String> placesForAll = batcher(8);
    private final Batcher<Integer, String> onePlace = batcher(1);

    private Batcher<Integer, String> batcher(int places) {
        SharedEntrance entrance =
                new SharedEntrance(Parts.openGate(), Parts.admission(), new FailureTranslator(new Random(1)));
        return new Batcher<>(rows, entrance, places, BatchConfig.defaults().maxSize(), Parts.LONG, Ticker.system());
    }

    private static Integer key() {
        return ThreadLocalRandom.current().nextInt(RowsInMemory.COUNT);
    }

    @Benchmark
    public Optional<String> bareLookup() {
        return rows.one(key());
    }

    @Benchmark
    public Optional<String> alone() {
        return placesForAll.find(key());
    }

    @Benchmark
    @Threads(8)
    public Optional<String> eightThreadsEachWithAPlace() {
        return placesForAll.find(key());
    }

    @Benchmark
    @Threads(8)
    public Optional<String> eightThreadsShareOnePlace() {
        return onePlace.find(key());
    }
}
