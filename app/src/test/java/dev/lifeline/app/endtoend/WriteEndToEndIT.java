package dev.lifeline.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.persistence.history.Callers;
import dev.lifeline.persistence.history.Evidence;
import dev.lifeline.persistence.history.History;
import dev.lifeline.persistence.history.History.Count;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.program.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes over HTTP to the same projects, while the service itself crashes, and then its database. */
class WriteEndToEndIT {
    private static final int CALLERS = 6;
    private static final int CRASHES = 3;
    private static final int WRITES_BETWEEN = 30;
    private static final long SEED = 20261125L;

    @TempDir
    private Path directory;

    private final AtomicReference<ServiceProcess> service = new AtomicReference<>();
    private final History history = new History();

    @Test
    void requests_that_are_repeated_with_their_key_across_crashes_of_the_service_are_done_once() {
        try (PostgresServer database = PostgresServer.started()) {
            service.set(start(database));
            AtomicBoolean over = new AtomicBoolean();
            Callers callers = Callers.start(
                    CALLERS, new HttpSubject(this::running), history, new Random(SEED), () -> !over.get());

            for (int crash = 0; crash < CRASHES; crash++) {
                awaitMoreWrites();
                service.get().kill(); // while requests are in flight
                service.set(null);
                service.set(start(database));
            }
            awaitMoreWrites();
            database.kill();
            database.start();
            awaitMoreWrites();
            over.set(true);
            callers.join();
            service.get().close();

            System.out.println("Over HTTP, seed " + SEED + ": " + history);
            assertThat(history.countOf(Count.IN_DOUBT)).isPositive();
            history.verify(Evidence.of(database));
        }
    }

    private void awaitMoreWrites() {
        int enough = history.countOf(Count.DONE) + WRITES_BETWEEN;
        await().atMost(Duration.ofSeconds(90)).until(() -> {
            assertThat(history.violations()).isEmpty();
            return history.countOf(Count.DONE) >= enough;
        });
    }

    private ServiceProcess running() {
        return await().atMost(Duration.ofSeconds(90)).until(service::get, one -> one != null);
    }

    private ServiceProcess start(PostgresServer database) {
        return ServiceProcess.startedOn(database, directory, Map.of());
    }
}
