package dev.lifeline.datasource.benchmark;

import dev.lifeline.datasource.config.BatchConfig;
import dev.lifeline.datasource.internal.batch.BatchLimits;
import dev.lifeline.datasource.internal.batch.Batcher;
import dev.lifeline.datasource.internal.batch.GatedEntry;
import dev.lifeline.datasource.internal.failure.FailureTranslator;
import dev.lifeline.domain.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Threads;

/**
 * A look-up in memory: called directly, and through the batcher. Eight threads share one permit; those without it queue
 * and share the next statement. On few processors hardly any look-up queues if a statement takes no time, so some
 * statements simulate the wait for a server.
 */
public class BatcherBenchmark extends NanosPerOperation {
    @Param({"0", "100"})
    private long statementMicros;

    private RowsInMemory rows;
    private Batcher<Integer, String> placesForAll;
    private Batcher<Integer, String> onePlace;

    @Setup
    public void prepare() {
        rows = new RowsInMemory(Duration.of(statementMicros, ChronoUnit.MICROS));
        placesForAll = batcher(8);
        onePlace = batcher(1);
    }

    private Batcher<Integer, String> batcher(int permits) {
        GatedEntry entry = new GatedEntry(
                Parts.openGate(),
                Parts.admission(),
                new FailureTranslator(new Random(1)),
                event -> {},
                Clock.systemUTC());
        BatchLimits limits = new BatchLimits(
                permits, permits, Parts.LONG, BatchConfig.defaults().maxSize(), Parts.LONG);
        return new Batcher<>(rows, entry, limits, Ticker.system());
    }

    private static Integer key() {
        return ThreadLocalRandom.current().nextInt(RowsInMemory.COUNT);
    }

    @Benchmark
    public Optional<String> bareLookup() {
        return rows.one(key(), Parts.deadline());
    }

    @Benchmark
    public Optional<String> alone() {
        return placesForAll.find(key(), Parts.deadline());
    }

    @Benchmark
    @Threads(8)
    public Optional<String> eightThreadsEachWithAPlace() {
        return placesForAll.find(key(), Parts.deadline());
    }

    @Benchmark
    @Threads(8)
    public Optional<String> eightThreadsShareOnePlace() {
        return onePlace.find(key(), Parts.deadline());
    }
}
