package dev.lifeline.app.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ordinary client that sends 20 requests a second, whatever becomes of the earlier ones: look-ups, small writes, the
 * liveness endpoint, the health of the database, and now and then a stream of events. Safe for use by several threads.
 */
final class Bystander implements AutoCloseable {
    static final Duration SLOW = Duration.ofSeconds(1);

    private static final String EVENTS = "/api/monitoring/events";
    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newHttpClient();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger slow = new AtomicInteger();
    private final AtomicLong slowest = new AtomicLong();
    private final AtomicLong slowestProbe = new AtomicLong();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final String address;
    private final String run = Long.toString(System.nanoTime(), 36);

    private Bystander(int port) {
        this.address = "http://127.0.0.1:" + port;
    }

    static Bystander of(int port) {
        var bystander = new Bystander(port);
        var unused =
                bystander.timer.scheduleAtFixedRate(bystander::send, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return bystander;
    }

    private void send() {
        HttpRequest request = next(sent.getAndIncrement());
        long begun = System.nanoTime();
        client.sendAsync(request, BodyHandlers.ofInputStream())
                .thenApply(Bystander::read)
                .whenComplete((answer, failure) -> note(request, answer, failure, System.nanoTime() - begun));
    }

    /** Reads a response; an event stream has no end. */
    private static HttpResponse<InputStream> read(HttpResponse<InputStream> answer) {
        try (InputStream body = answer.body()) {
            if (!answer.uri().getPath().equals(EVENTS)) {
                body.readAllBytes();
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest next(int number) {
        String path = number % 40 == 20
                ? EVENTS
                : switch (number % 4) {
                    case 0 -> "/health/live";
                    case 1 -> "/api/projects/large-1";
                    case 2 -> "/api/health/database";
                    default -> "/api/projects";
                };
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + path)).timeout(LIMIT);
        if (number % 8 == 3) {
            String slug = "bystander-" + run + "-" + number;
            request.header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"slug\":\"" + slug + "\",\"name\":\"a\"}"));
        }
        return request.build();
    }

    private void note(HttpRequest request, HttpResponse<?> answer, Throwable failure, long nanos) {
        slowest.accumulateAndGet(nanos, Math::max);
        if (request.uri().getPath().contains("/health/")) {
            slowestProbe.accumulateAndGet(nanos, Math::max);
        }
        if (nanos > SLOW.toNanos()) {
            slow.incrementAndGet();
        }
        if (failure != null || answer.statusCode() >= 300) {
            failed.incrementAndGet();
            String what = request.method() + " " + request.uri().getPath() + " "
                    + (failure == null ? answer.statusCode() : failure.toString());
            failures.merge(what.replaceAll("bystander-\\S*", "…"), 1, Integer::sum);
        }
        ended.incrementAndGet();
    }

    int failed() {
        return failed.get();
    }

    int slow() {
        return slow.get();
    }

    boolean hasAllAnswers() {
        return ended.get() == sent.get();
    }

    /** Returns the counts so far, and the failures. */
    String report() {
        return "%d requests, %d failed, %d slow, slowest %d ms, slowest health %d ms %s"
                .formatted(
                        sent.get(),
                        failed.get(),
                        slow.get(),
                        slowest.get() / 1_000_000,
                        slowestProbe.get() / 1_000_000,
                        failures);
    }

    /** Stops sending; requests under way end by themselves. */
    void stop() {
        timer.shutdownNow();
    }

    @Override
    public void close() {
        stop();
    }
}
