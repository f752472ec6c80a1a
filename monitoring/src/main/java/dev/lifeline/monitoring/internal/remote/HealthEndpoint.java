package dev.lifeline.monitoring.internal.remote;

import static java.net.HttpURLConnection.HTTP_OK;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.lifeline.domain.settings.SettingChecks;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.monitoring.internal.http.HttpClients;
import dev.lifeline.monitoring.remote.RemoteMonitorConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Client of a service's database health endpoint. Each poll ends within the timeout. Safe for use by several threads.
 */
public final class HealthEndpoint implements AutoCloseable {
    /** Time limit for the request for the length of an outage, which delays the message about the recovery. */
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(1);

    private final RemoteMonitorConfig config;
    private final Clock clock;
    private final Ticker ticker;
    private final HttpClient client = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER) // a redirect would also get the token
            .build();

    public HealthEndpoint(RemoteMonitorConfig config, Clock clock, Ticker ticker) {
        this.config = config;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** Polls the health of the database. */
    public PollResult check() throws InterruptedException {
        return poll(request().GET().build());
    }

    /** Asks the service to reconnect to its database, and returns the health afterwards. */
    PollResult reconnect() throws InterruptedException {
        HttpRequest.Builder request = request().POST(BodyPublishers.noBody());
        if (config.adminToken() != null) {
            request.header("Authorization", "Bearer " + config.adminToken());
        }
        return poll(request.build());
    }

    /**
     * Returns the last ended outage; empty if the service does not report it within a second. Returns empty without a
     * request if the health endpoint is not at the usual path, or its response has no time.
     */
    Optional<ReportedOutage> lastOutage(PollResult healthy) throws InterruptedException {
        Optional<URI> incidents = config.endpoint().incidents();
        Instant now = healthy.status().serviceTime();
        if (incidents.isEmpty() || now == null) {
            return Optional.empty();
        }
        Duration limit = config.timeout().compareTo(LONGEST_DELAY) < 0 ? config.timeout() : LONGEST_DELAY;
        try {
            HttpResponse<byte[]> response =
                    responseTo(request(incidents.get()).GET().build(), limit);
            return response.statusCode() == HTTP_OK ? ReportedOutage.newestIn(response.body(), now) : Optional.empty();
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty(); // the length derived from the polls is used instead
        }
    }

    private HttpRequest.Builder request() {
        return request(config.endpoint().uri());
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri)
                .header("Accept", "application/json")
                .header("Cache-Control", "no-cache")
                .header("User-Agent", "lifeline-watch");
    }

    private PollResult poll(HttpRequest request) throws InterruptedException {
        long begun = ticker.nanos();
        EndpointStatus status = status(request);
        long ended = ticker.nanos();
        return new PollResult(status, clock.instant(), ended, Duration.ofNanos(ended - begun));
    }

    private EndpointStatus status(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<byte[]> response = responseTo(request, config.timeout());
            return EndpointStatus.of(response.statusCode(), response.body());
        } catch (TimeoutException e) {
            return EndpointStatus.unreachable("no answer within " + SettingChecks.text(config.timeout()));
        } catch (ExecutionException e) {
            IOException failure = e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
            return EndpointStatus.unreachable(ConnectFailureText.text(failure));
        }
    }

    /** Limits the time for the body, which the timeouts of client and request do not cover. */
    private HttpResponse<byte[]> responseTo(HttpRequest request, Duration limit)
            throws InterruptedException, TimeoutException, ExecutionException {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, info -> new BoundedBody());
        try {
            return answer.get(limit.toNanos(), NANOSECONDS);
        } finally {
            answer.cancel(true);
        }
    }

    /** Ends the threads of the HTTP client. */
    @Override
    public void close() {
        HttpClients.close(client);
    }
}
