package dev.lifeline.app.jwt;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

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

/** HTTP server that has the keys of an issuer. Redirects are not followed. Safe for use by several threads. */
final class KeyServer implements KeyReader {
    /** Longest duration of a read, connecting and the last byte of the body included. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private final URI url;
    private final HttpClient client = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .build();

    KeyServer(KeyLocation location) {
        url = requireNonNull(location.url(), "url");
    }

    @Override
    public byte[] read() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Accept", "application/jwk-set+json, application/json")
                .header("User-Agent", "lifeline")
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, info -> new BoundedBody(VerificationKeys.MAX_BYTES));
        try {
            HttpResponse<byte[]> response = answer.get(TIMEOUT.toMillis(), MILLISECONDS);
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

    @Override
    public Duration interval() {
        return INTERVAL;
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
