package dev.lifeline.app.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.domain.connection.CallerCancellation;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.program.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Memory of connections, counted in the objects that survive a collection. Runs with {@code -Phostile}. */
@Tag("hostile")
@Timeout(300)
class ConnectionMemoryIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int COUNT = 4_000;
    private static final String LOOK_UP = "/api/projects/a";

    @TempDir
    private Path directory;

    @Test
    void an_idle_connection_costs_little_and_one_that_waits_little_more() {
        try (var database = PostgresServer.started();
                ServiceProcess service = ServiceProcess.startedOn(
                        database,
                        directory,
                        Map.of(
                                "JAVA_OPTS",
                                "-Xmx256m",
                                "LIFELINE_GATE_HOLD",
                                "1m",
                                "LIFELINE_OPERATION_DEADLINE",
                                "2m"));
                var idle = new Attack(service.port());
                var waiting = new Attack(service.port())) {
            await().atMost(LIMIT).until(() -> service.get("/api/projects").statusCode() == 200);
            service.post("/api/projects", "{\"slug\":\"a\",\"name\":\"n\"}");
            service.get(LOOK_UP);
            long before = live(service);

            idle.requests(COUNT, LOOK_UP);
            await().atMost(LIMIT).until(() -> idle.answered() == COUNT);
            long each = (live(service) - before) / COUNT;
            database.stop();
            waiting.requests(COUNT, LOOK_UP);
            await().atMost(LIMIT).until(() -> requests(service) >= 2 * COUNT);
            long eachWaiting = (live(service) - before) / COUNT - each;

            System.out.println("MEMORY of an idle connection " + each + " bytes, of a waiting one " + eachWaiting);
            assertThat(each).isLessThan(10_000);
            assertThat(eachWaiting).isLessThan(20_000);
        }
    }

    /** Returns the number of connections with a request, answered or not. */
    private long requests(ServiceProcess service) {
        return HeapHistogram.of(service.pid(), directory).instances(CallerCancellation.class.getName());
    }

    private long live(ServiceProcess service) {
        return HeapHistogram.of(service.pid(), directory).bytes();
    }
}
