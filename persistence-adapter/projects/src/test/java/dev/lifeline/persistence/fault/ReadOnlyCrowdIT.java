package dev.lifeline.persistence.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.testing.TestConfig;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.persistence.ProjectStore;
import dev.lifeline.testing.postgres.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * 200 writers meet a server that refuses writes, beside 150 reads per second: they wait without a connection of the
 * pool.
 */
class ReadOnlyCrowdIT {
    private static final int WRITERS = 200;
    private static final int READS_PER_SECOND = 150;
    private static final Duration READ_ONLY = Duration.ofSeconds(5);
    private static final ProjectReference ALWAYS_THERE = ProjectReference.parse("always-there");

    private final Queue<Long> micros = new ConcurrentLinkedQueue<>();
    private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();

    @Test
    void writers_wait_and_reads_go_on() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try (PostgresServer server = PostgresServer.started();
                ProjectStore store = ProjectStore.open(TestConfig.of(server), event -> {})) {
            store.projects().create(new NewProject(new Slug("always-there"), "Always there", null));
            clock.scheduleAtFixedRate(
                    () -> threads.execute(() -> read(store, System.nanoTime())),
                    0,
                    TimeUnit.SECONDS.toMicros(1) / READS_PER_SECOND,
                    TimeUnit.MICROSECONDS);
            await().until(() -> micros.size() > 2 * READS_PER_SECOND);
            String cold = takeTimes();
            await().until(() -> micros.size() > 2 * READS_PER_SECOND);
            String before = takeTimes();
            server.setReadOnly(true);
            List<Future<?>> writes = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Slug slug = new Slug("crowd-" + i);
                writes.add(threads.submit(() -> store.projects().create(new NewProject(slug, "Crowd", null))));
            }
            await().until(() -> micros.size() > READS_PER_SECOND);
            String arriving = takeTimes();
            await().pollDelay(READ_ONLY).until(() -> micros.size() > READS_PER_SECOND);
            String meanwhile = takeTimes();
            assertThat(writes)
                    .as("some were faster than the server's change of its setting")
                    .filteredOn(write -> !write.isDone())
                    .hasSizeGreaterThan(WRITERS / 2);

            server.setReadOnly(false);

            for (Future<?> write : writes) {
                assertThat(write).succeedsWithin(Duration.ofSeconds(30));
            }
            System.out.println("Read-only crowd: reads at first " + cold + "; before " + before + "; while " + WRITERS
                    + " writers arrive " + arriving + ", while they wait " + meanwhile);
            assertThat(failures).isEmpty();
            assertThat(server.query("select count(*) from projects where slug like 'crowd-%'"))
                    .isEqualTo(WRITERS);
        } finally {
            clock.shutdownNow();
            threads.shutdownNow();
        }
    }

    private void read(ProjectStore store, long began) {
        try {
            assertThat(store.projects().find(ALWAYS_THERE)).isPresent();
            micros.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began));
        } catch (RuntimeException e) {
            failures.add(e);
        }
    }

    /** Returns the times since the last call as a text. */
    private String takeTimes() {
        List<Long> sorted = new ArrayList<>();
        for (Long one = micros.poll(); one != null; one = micros.poll()) {
            sorted.add(one);
        }
        sorted.sort(null);
        return sorted.size() + " with median " + sorted.get(sorted.size() / 2) + " µs, p99 "
                + sorted.get(sorted.size() * 99 / 100) + " µs";
    }
}
