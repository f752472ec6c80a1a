package dev.lifeline.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.persistence.testing.PostgresServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes over HTTP, while the service itself crashes. */
class WriteEndToEndIT {
    private static final int CALLERS = 4;
    private static final int REQUESTS = 30;

    @TempDir
    private Path directory;

    private final AtomicReference<ServiceProcess> service = new AtomicReference<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    @Test
    void requests_that_are_repeated_with_their_key_across_crashes_of_the_service_are_done_once()
            throws InterruptedException {
        try (PostgresServer database = PostgresServer.started()) {
            service.set(start(database));
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                String name = "caller-" + i;
                Thread caller = new Thread(() -> createAndChangeMany(name), name);
                caller.start();
                callers.add(caller);
            }

            for (int crash = 0; crash < 2; crash++) {
                awaitAnswers(20 + 30 * crash);
                service.get().kill();
                service.set(start(database));
            }
            for (Thread caller : callers) {
                caller.join(120_000);
                assertThat(caller.isAlive()).as(caller.getName()).isFalse();
            }
            service.get().close();

            assertThat(wrong).isEmpty();
            assertThat(answered).hasValue(CALLERS * REQUESTS * 2);
            assertThat(database.query("select count(*) from projects")).isEqualTo(CALLERS * REQUESTS);
            assertThat(database.query("select count(*) from projects where version = 1 and name = 'changed'"))
                    .isEqualTo(CALLERS * REQUESTS);
        }
    }

    private void awaitAnswers(int count) {
        await().until(() -> answered.get() >= count);
    }

    private ServiceProcess start(PostgresServer database) {
        return ServiceProcess.started(
                directory,
                Map.of("LIFELINE_DATABASE_URL", database.jdbcUrl(), "LIFELINE_DATABASE_USERNAME", database.username()));
    }

    private void createAndChangeMany(String caller) {
        for (int i = 0; i < REQUESTS; i++) {
            String slug = caller + "-" + i;
            HttpResponse<String> created = untilAnswered(
                    201, "POST", "/api/projects", body(slug, "new"), "Idempotency-Key", "\"" + slug + "\"");
            String tag = created.headers().firstValue("ETag").orElse("");
            untilAnswered(
                    200,
                    "PUT",
                    "/api/projects/" + slug,
                    body(slug, "changed"),
                    "Idempotency-Key",
                    "\"" + slug + "\"",
                    "If-Match",
                    tag);
        }
    }

    /** Repeats the very same request until there is an answer that says what became of it. */
    private HttpResponse<String> untilAnswered(
            int expected, String method, String path, String body, String... headers) {
        while (true) {
            try {
                HttpResponse<String> answer = service.get().send(method, path, body, headers);
                boolean comeAgain = answer.statusCode() == 503
                        || (answer.statusCode() == 409 && answer.body().contains("request-in-progress"));
                if (!comeAgain) {
                    answered.incrementAndGet();
                    if (answer.statusCode() != expected) {
                        wrong.add(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
                    }
                    return answer;
                }
            } catch (IOException e) {
                Thread.onSpinWait(); // the service is gone for the moment
            }
        }
    }

    private static String body(String slug, String name) {
        return "{\"slug\":\"" + slug + "\",\"name\":\"" + name + "\"}";
    }
}
