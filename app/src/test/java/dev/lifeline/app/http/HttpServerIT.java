package dev.lifeline.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lifeline.app.http.limit.ResourceLimits;
import dev.lifeline.app.http.thread.RequestExecutor;
import dev.lifeline.app.logging.Logging;
import dev.lifeline.app.start.StartFailedException;
import dev.lifeline.monitoring.Tracing;
import dev.lifeline.testing.http.RawConnection;
import dev.lifeline.testing.http.UnreadRequests;
import dev.lifeline.testing.log.PlatformLogCapture;
import dev.lifeline.testing.wait.Bounded;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpServerIT {
    private static final int BLOCKED = 300;
    private static final int TOGETHER = 5_000;

    /** More could be on the way when the connection is closed, so that sending them fails. */
    private static final int IN_ONE_READ = 40;

    private static final String SELECTOR = "grizzly-nio-kernel";

    /**
     * Time limit for a probe on a busy machine. A probe that waited for other requests would never end, or would take
     * at least 5 s.
     */
    private static final Duration PROMPT = Duration.ofSeconds(2);

    private static final HttpConfig ANY_PORT = new HttpConfig("127.0.0.1", 0, 200)
            .withResources(ResourceLimits.defaults().forDatabaseConnections(BLOCKED));

    private final BlockingApplication application = new BlockingApplication();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Observations observed = new Observations();
    private HttpServer server;

    @AfterEach
    void stop() {
        application.released.countDown();
        if (server != null) {
            server.close();
        }
    }

    @Test
    void probe_answers_while_300_requests_are_blocked() throws Exception {
        start(RequestExecutor.create(BLOCKED));

        var blocked = send(BLOCKED, "/api/blocked");
        await().until(() -> application.entered.get() == BLOCKED);

        assertThat(medianProbe()).isLessThan(PROMPT);
        application.released.countDown();
        assertThat(blocked)
                .allSatisfy(answer -> assertThat(Bounded.get(answer).body()).isEqualTo("released"));
    }

    @Test
    void probes_are_answered_on_the_selector_while_the_api_lane_and_its_queue_are_full() throws Exception {
        var threads = start(new CountingRequestExecutor(RequestExecutor.pooled(10, 20)));

        var blocked = send(30, "/api/blocked");
        await().until(() -> threads.taken() == 30);
        assertThat(get("/api/blocked").statusCode()).isEqualTo(503);

        await().until(() -> application.entered.get() == 10);
        assertThat(get("/health/live").body()).startsWith(SELECTOR);
        assertThat(medianProbe()).isLessThan(PROMPT);
        application.released.countDown();
        assertThat(blocked)
                .filteredOn(answer -> Bounded.get(answer).statusCode() == 200)
                .hasSizeGreaterThanOrEqualTo(30);
    }

    @Test
    void probes_are_answered_while_the_lane_of_the_database_check_is_blocked() throws Exception {
        start(RequestExecutor.pooled(10, 20));

        send(8, "/api/health/database");
        await().until(() -> application.entered.get() == 8);

        assertThat(medianProbe()).isLessThan(PROMPT);
        assertThat(get("/api/thread").body()).startsWith("lifeline-http-api-");
    }

    @Test
    void the_status_page_is_served_while_the_api_lane_and_its_queue_are_full() throws Exception {
        var threads = start(new CountingRequestExecutor(RequestExecutor.pooled(10, 20)));

        send(30, "/api/blocked");
        await().until(() -> threads.taken() == 30);

        assertThat(get("/").body()).startsWith("lifeline-http-page-");
        assertThat(get("/assets/status.js").body()).startsWith("lifeline-http-page-");
    }

    @Test
    void full_lane_refuses_with_a_problem() throws Exception {
        var threads = start(new CountingRequestExecutor(RequestExecutor.pooled(1, 2)));
        send(3, "/api/blocked");
        await().until(() -> threads.taken() == 3);

        try (var connection = new RawConnection(server.port())) {
            String refused = connection.ask("GET /api/blocked HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(refused)
                    .startsWith("HTTP/1.1 503")
                    .containsIgnoringCase("Retry-After: 1\r\n")
                    .contains("application/problem+json")
                    .containsIgnoringCase("Cache-Control: no-store\r\n")
                    .containsIgnoringCase("X-Content-Type-Options: nosniff\r\n")
                    .endsWith("{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503}");
        }
        assertThat(observed).contains("GET refused 503");
    }

    @Test
    void requests_run_on_virtual_threads_where_the_jdk_has_them() throws Exception {
        start(RequestExecutor.create(1));

        String thread = get("/api/thread").body();

        boolean available = Runtime.version().feature() >= 21;
        assertThat(thread)
                .startsWith(available ? "lifeline-http-" : "lifeline-http-api-")
                .endsWith("virtual=" + available);
    }

    @Test
    void port_in_use_is_told_in_one_sentence() throws Exception {
        start(RequestExecutor.create(1));
        var taken = new HttpConfig("127.0.0.1", server.port(), 1);

        assertThatThrownBy(() -> HttpServer.start(taken, application, observed::add, Tracing.global()))
                .isInstanceOf(StartFailedException.class)
                .hasMessage("Cannot listen on 127.0.0.1:" + server.port()
                        + " (lifeline.http.host, lifeline.http.port): Address already in use");
        assertThatThrownBy(() -> HttpServer.requireFree(taken))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("Address already in use");
    }

    @Test
    void unknown_host_is_told_in_one_sentence() {
        var nowhere = new HttpConfig("no-such-host.invalid", 0, 1);

        assertThatThrownBy(() -> HttpServer.start(nowhere, application, observed::add, Tracing.global()))
                .isInstanceOf(StartFailedException.class)
                .hasMessage("Cannot listen on no-such-host.invalid:0 (lifeline.http.host, lifeline.http.port):"
                        + " Unresolved address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health/live",
                "/health/live/",
                "/health/live;x",
                "/health;a=b/live;x=1",
            })
    void probes_are_answered_on_the_selector_however_their_path_is_written(String path) throws Exception {
        start(RequestExecutor.pooled(1, 1));

        assertThat(get(path).body()).startsWith(SELECTOR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 9", "Content-Length: 4294967296", "Transfer-Encoding: chunked"})
    void a_probe_with_a_body_is_refused(String body) throws Exception {
        start(RequestExecutor.pooled(1, 1));

        try (var client = new RawConnection(server.port())) {
            assertThat(client.ask("GET /health/live HTTP/1.1\r\nHost: localhost\r\n" + body + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void what_is_posted_to_a_probe_does_not_keep_the_selector_waiting() throws Exception {
        start(RequestExecutor.pooled(1, 1));

        try (var client = new UnreadRequests(server.port(), 1)) {
            client.send("POST /health/live HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf");

            assertThat(medianProbe()).isLessThan(PROMPT);
        }
    }

    @Test
    void probes_that_come_together_are_all_answered() throws Exception {
        start(RequestExecutor.pooled(1, 1));

        try (var client = new RawConnection(server.port())) {
            client.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(TOGETHER));

            for (int i = 0; i < TOGETHER; i++) {
                assertThat(client.next()).as("answer %s", i).startsWith("HTTP/1.1 200");
            }
        }
    }

    @Test
    void requests_sent_ahead_are_not_parsed_after_one_for_which_there_was_no_room() throws Exception {
        var threads = start(new CountingRequestExecutor(RequestExecutor.pooled(1, 1)));
        send(2, "/api/blocked");
        await().until(() -> threads.taken() == 2);
        long before = refused();

        try (var client = new RawConnection(server.port())) {
            client.send("GET /api/blocked HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(IN_ONE_READ));

            assertThat(client.next()).startsWith("HTTP/1.1 503").contains("Connection: close");
            assertThat(client.next()).isEmpty();
        }
        assertThat(refused() - before).isOne();
    }

    @Test
    void request_that_cannot_be_parsed_is_counted() throws Exception {
        start(RequestExecutor.pooled(1, 1));

        try (var client = new RawConnection(server.port())) {
            assertThat(client.ask("no request\r\n\r\n")).startsWith("HTTP/1.1 400");
        }

        assertThat(observed).containsExactly("OTHER refused 400");
    }

    private long refused() {
        return observed.stream().filter("GET refused 503"::equals).count();
    }

    @Test
    void probes_whose_answers_nobody_reads_do_not_keep_the_selector_waiting() throws Exception {
        start(RequestExecutor.pooled(2, 1_000));

        try (var client = new UnreadRequests(server.port(), 1)) {
            client.sendUntilStuck("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertThat(medianProbe()).isLessThan(PROMPT);
        }
    }

    @Test
    void database_check_has_its_lane_however_its_path_is_written() throws Exception {
        start(RequestExecutor.pooled(1, 1));

        send(2, "/api/health/database/");
        await().until(() -> application.entered.get() == 2); // The API pool would accept one.
    }

    @Test
    void unread_metrics_block_neither_probes_nor_their_own_lane_for_good() throws Exception {
        start(RequestExecutor.pooled(10, 20));

        try (var scrapers = new UnreadRequests(server.port(), 40)) {
            scrapers.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
            await().until(() -> observed.contains("GET refused 503"));

            assertThat(medianProbe()).isLessThan(PROMPT);
        }
    }

    @Test
    void answer_that_nobody_reads_is_given_up() throws Exception {
        start(RequestExecutor.pooled(1, 1));

        try (var client = new UnreadRequests(server.port(), 1)) {
            client.send("GET /api/large HTTP/1.1\r\nHost: localhost\r\n\r\n");

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> get("/api/thread").statusCode() == 200);
        }
    }

    @Test
    void client_that_hangs_up_before_its_answer_is_not_logged() throws Exception {
        Logging.install();
        start(RequestExecutor.pooled(1, 1));
        var logged = new PlatformLogCapture("org.glassfish");
        try (var client = new UnreadRequests(server.port(), 1)) {
            client.send("GET /api/late HTTP/1.1\r\nHost: localhost\r\n\r\n");
            await().until(() -> application.entered.get() == 1);
        }

        application.released.countDown();

        assertThat(get("/api/thread").statusCode()).isEqualTo(200); // on the same thread, and so later
        assertThat(logged.messages()).isEmpty();
    }

    @Test
    void bodies_that_never_come_do_not_stop_the_api() throws Exception {
        start(RequestExecutor.pooled(20, 100));

        String half = "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: "
                + "9\r\n\r\nhalf";
        try (var clients = new UnreadRequests(server.port(), 19);
                var watched = new RawConnection(server.port())) {
            clients.send(half);

            String answer = watched.ask(half);

            assertThat(answer).as("answer to half a body").startsWith("HTTP/1.1 408");
            assertThat(get("/api/thread").statusCode()).isEqualTo(200);
        }
    }

    private <T extends RequestExecutor> T start(T threads) {
        server = HttpServer.start(ANY_PORT, application, observed::add, Tracing.global(), threads);
        return threads;
    }

    private List<CompletableFuture<HttpResponse<String>>> send(int times, String path) {
        return IntStream.range(0, times)
                .mapToObj(i -> client.sendAsync(request(path), BodyHandlers.ofString()))
                .toList();
    }

    /** Returns the median time of 21 probes: a single one may be slow on a busy machine. */
    private Duration medianProbe() throws IOException, InterruptedException {
        var times = new ArrayList<Long>();
        for (int i = 0; i < 21; i++) {
            long start = System.nanoTime();
            assertThat(get("/health/live").statusCode()).isEqualTo(200);
            times.add(System.nanoTime() - start);
        }
        Collections.sort(times);
        return Duration.ofNanos(times.get(times.size() / 2));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path), BodyHandlers.ofString());
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .build();
    }
}
