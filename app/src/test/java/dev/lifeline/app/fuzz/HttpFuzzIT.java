package dev.lifeline.app.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.app.hostile.HeapHistogram;
import dev.lifeline.app.hostile.ProcessFigures;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.program.ServiceProcess;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random requests to the packaged service, from a seed: {@code -Dlifeline.fuzz.count=200000 -Dlifeline.fuzz.seed=7} for
 * a longer run, with {@code -Dit.test=HttpFuzzIT}. A request without an answer in time ends the run and is shown; so
 * does a run that takes longer than {@code -Dlifeline.fuzz.minutes}, 15 by default. With more minutes than 18, set
 * {@code -Dit.limit.seconds} as well, which ends the whole process.
 */
class HttpFuzzIT {
    private static final int COUNT = Integer.getInteger("lifeline.fuzz.count", 1_000);
    private static final long SEED = Long.getLong("lifeline.fuzz.seed", 20_261_129L);
    private static final Duration RUN_LIMIT = Duration.ofMinutes(Long.getLong("lifeline.fuzz.minutes", 15));

    /** Time limit for one request, longer than the limit of the service for bodies and headers, 10 s. */
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(15);

    /** Texts that a response must not reveal. */
    private static final Pattern INTERNALS = Pattern.compile(
            "Exception|dev\\.lifeline|org\\.(postgresql|hibernate|glassfish)|java\\.(lang|util)|SELECT ");

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([1-5]\\d\\d) .*", Pattern.DOTALL);

    /** Headers that the service reads, and some that its libraries read. */
    private static final List<String> READ = List.of(
            "Accept",
            "Accept-Encoding",
            "Accept-Language",
            "Authorization",
            "Connection",
            "Content-Type",
            "Cookie",
            "Expect",
            "Forwarded",
            "Host",
            "Idempotency-Key",
            "If-Match",
            "If-None-Match",
            "If-Modified-Since",
            "Last-Event-ID",
            "Origin",
            "Sec-Fetch-Site",
            "Transfer-Encoding",
            "X-Forwarded-For",
            "X-Request-Id",
            "baggage",
            "traceparent",
            "tracestate");

    private static final List<String> PARTS =
            List.of(" ", ", ", ";q=", "\"", "\\", "*/*,", "a=b,", "\"a\",", "a", "192.0.2.7,");

    /** Beginnings of headers that are well formed, so that the service reads on; the others have none. */
    private static final Map<String, String> BEGINNINGS = Map.of(
            "Accept", "a/b, ",
            "Authorization", "Bearer a",
            "Content-Type", "application/json; a=b",
            "Forwarded", "for=192.0.2.7, ",
            "Host", "localhost",
            "Idempotency-Key", "\"a",
            "If-Match", "\"a\", ",
            "If-None-Match", "\"a\", ",
            "X-Forwarded-For", "192.0.2.7, ",
            "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    private static final String WRITING = "PUT /api/projects/fuzz";
    private static final String READING = "GET /api/projects/fuzz";

    /** Requests that read headers which both of those ignore. Reading a project is what evaluates a list of tags. */
    private static final Map<String, String> READERS = Map.of(
            "Idempotency-Key", "POST /api/projects",
            "Last-Event-ID", "GET /api/monitoring/events",
            "Origin", "POST /api/health/database",
            "Sec-Fetch-Site", "POST /api/health/database");

    private static final String CHANGE = "{\"slug\":\"fuzz\",\"name\":\"n\"}";
    private static final int DIFFERENT = 150;

    private static final int LONG = 15_000;
    private static final int REPEATS = 10;

    /** Limit that ten headers exceed if each is parsed in quadratic time. */
    private static final Duration PROCESSOR_TIME = Duration.ofSeconds(2);

    @TempDir
    private static Path directory;

    private static PostgresServer database;
    private static ServiceProcess service;
    private static BoundedExchange exchange;

    @BeforeAll
    static void start() {
        database = PostgresServer.started();
        service = ServiceProcess.startedOn(database, directory, Map.of("LIFELINE_HTTP_TRUSTED_PROXIES", "127.0.0.1"));
        await().until(() -> service.get("/api/projects").statusCode() == 200);
        service.post("/api/projects", CHANGE);
        exchange = new BoundedExchange(service.port(), REQUEST_LIMIT);
    }

    @AfterAll
    static void stop() {
        exchange.close();
        service.close();
        database.close();
    }

    @Test
    void the_cost_of_a_header_is_proportional_to_its_length() throws IOException {
        for (String header : READ) {
            for (String call : List.of(WRITING, READERS.getOrDefault(header, READING))) {
                for (String part : PARTS) {
                    requireLinear(call, header, part);
                }
            }
        }
    }

    private static void requireLinear(String call, String header, String part) throws IOException {
        String sent = call + " with " + header + " of " + part;
        String value = BEGINNINGS.getOrDefault(header, "a") + part.repeat(LONG / part.length()) + "\"x";
        var figures = new ProcessFigures(service.pid());
        Duration before = figures.processorTime();
        for (int i = 0; i < REPEATS; i++) {
            String answer = exchange.answer(request(call, header, value));
            status(answer, sent + ": " + answer);
        }
        assertThat(figures.processorTime().minus(before)).as(sent).isLessThan(PROCESSOR_TIME);
    }

    @Test
    void different_media_types_leave_nothing_behind() throws IOException {
        long before = mediaTypes();
        for (int i = 0; i < DIFFERENT; i++) {
            for (String value : List.of("a" + i + "/b", "application/json;a=" + i, "application/a" + i + "+json")) {
                status(exchange.answer(request(WRITING, "Content-Type", value)), value);
                status(exchange.answer(request(WRITING, "Accept", value)), value);
            }
        }

        assertThat(mediaTypes() - before).isLessThan(DIFFERENT);
    }

    private static long mediaTypes() {
        return HeapHistogram.of(service.pid(), directory).instances(MediaType.class.getName());
    }

    /** Returns a request that succeeds if the header permits it. */
    private static byte[] request(String call, String header, String value) {
        String body = call.startsWith("GET ") ? "" : CHANGE;
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Host", "localhost");
        if (!body.isEmpty()) {
            headers.putAll(Map.of("Content-Type", "application/json", "If-Match", "*"));
        }
        headers.put(header, value);
        String lines = headers.entrySet().stream()
                .map(line -> line.getKey() + ": " + line.getValue() + "\r\n")
                .collect(Collectors.joining());
        return (call + " HTTP/1.1\r\nContent-Length: " + body.length() + "\r\n" + lines + "\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void no_request_makes_the_service_fail() {
        var requests = new RandomRequests(SEED, HttpSurface.documented());
        var report = new FuzzReport("seed " + SEED);
        for (int i = 0; i < COUNT; i++) {
            byte[] request = requests.next();
            String sent = "seed " + SEED + ", request " + i + ":\n" + new String(request, StandardCharsets.ISO_8859_1);
            long begun = System.nanoTime();
            String answer = answer(request, sent);
            String seen = sent + "\nanswer:\n" + answer;
            report.add(status(answer, seen), Duration.ofNanos(System.nanoTime() - begun));
            assertThat(answer).as(seen).doesNotContainPattern(INTERNALS);
            assertThat(report.duration())
                    .as("%s of %d, see lifeline.fuzz.minutes", report, COUNT)
                    .isLessThan(RUN_LIMIT);
        }
        System.out.println(report);
        assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(service.output()).doesNotContain(" ERROR ").doesNotContain("Unexpected failure");
        assertThat(report.statuses()).containsKeys("200", "400", "404");
    }

    private static String answer(byte[] request, String sent) {
        try {
            return exchange.answer(request);
        } catch (IOException | AssertionError e) {
            throw new AssertionError(e.getMessage() + "\nto " + sent, e);
        }
    }

    /** Returns the status of an answer; a request without an end, or without a method, gets none. */
    private static String status(String answer, String seen) {
        if (answer.isEmpty()) {
            return "none";
        }
        var matcher = STATUS.matcher(answer);
        assertThat(matcher.matches()).as(seen).isTrue();
        String status = matcher.group(1);
        assertThat(status).as(seen).isNotEqualTo("500").isNotEqualTo("502");
        return status;
    }
}
