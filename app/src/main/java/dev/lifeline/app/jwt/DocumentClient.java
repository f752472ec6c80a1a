package dev.lifeline.app.jwt;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Reads JSON documents over HTTP, without following redirects. Safe for use by several threads; the creator closes it.
 */
final class DocumentClient implements AutoCloseable {
    /** Longest duration of a read of keys, from the connect to the last byte of the last body. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Time from one read of keys to the next. */
    static final Duration INTERVAL = Duration.ofMinutes(5);

    private final HttpClient client = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .build();

    /** Returns a document: at most one byte more than {@link VerificationKeys#MAX_BYTES}. Blocks within the limit. */
    byte[] get(URI url, Duration limit) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Accept", "application/jwk-set+json, application/json")
                .header("User-Agent", "lifeline")
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, info -> new BoundedBody(VerificationKeys.MAX_BYTES));
        try {
            HttpResponse<byte[]> response = answer.get(limit.toNanos(), NANOSECONDS);
            if (response.statusCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException("the answer is " + response.statusCode());
            }
            return response.body();
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + TIMEOUT.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause() == null ? e : e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    /** Ends the threads of the client; JDK 17 to 20 end them when the client is garbage collected. */
    @Override
    public void close() {
        if ((Object) client instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("The HTTP client did not close", e);
            }
        }
    }
}
