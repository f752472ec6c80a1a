package dev.lifeline.app.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

    /** Requests of new connections that are parsed nevertheless. */
    private static final int FEW = 16 * Runtime.getRuntime().availableProcessors() + 16;

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
                                "LIFELINE_HTTP_MAX_REQUESTS",
                                Integer.toString(2 * COUNT),
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
            await().atMost(LIMIT).until(() -> waitingUnparsed(service) > COUNT - FEW);
            long eachUnparsed = (live(service) - before) / COUNT - each;
            idle.again(LOOK_UP);
            await().atMost(LIMIT).until(() -> parsed(service) > COUNT);
            long eachParsed = (live(service) - before) / COUNT - each - eachUnparsed;

            System.out.println("MEMORY of an idle connection " + each + " bytes, of one that waits unparsed "
                    + eachUnparsed + ", of a parsed request in addition " + eachParsed);
            assertThat(each).isLessThan(10_000);
            assertThat(eachUnparsed).isLessThan(10_000);
            assertThat(each + eachParsed).isLessThan(40_000);
        }
    }

    private long waitingUnparsed(ServiceProcess service) {
        return instances(service, "dev.lifeline.app.http.limit.RequestQueue$Waiting");
    }

    private long parsed(ServiceProcess service) {
        return instances(service, "org.glassfish.grizzly.http.HttpServerFilter$ServerHttpRequestImpl");
    }

    private long instances(ServiceProcess service, String type) {
        return HeapHistogram.of(service.pid(), directory).instances(type);
    }

    private long live(ServiceProcess service) {
        return HeapHistogram.of(service.pid(), directory).bytes();
    }
}
