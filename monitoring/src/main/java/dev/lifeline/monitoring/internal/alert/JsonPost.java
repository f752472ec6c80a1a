package dev.lifeline.monitoring.internal.alert;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.lifeline.domain.settings.SettingChecks;
import dev.lifeline.monitoring.internal.http.HttpClients;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Posts JSON to one endpoint and uses only the status of the response. Messages of exceptions are not passed on,
 * because the JDK may quote the URL in them. Confined to one thread.
 */
final class JsonPost implements AutoCloseable {
    private static final int LONGEST_RETRY_AFTER_DIGITS = 5;

    private final Endpoint endpoint;
    private final Duration timeout;
    private @Nullable HttpClient client;

    /** @param timeout longest duration of one attempt, from the connect to the status of the response */
    JsonPost(Endpoint endpoint, Duration timeout) {
        this.endpoint = endpoint;
        this.timeout = timeout;
    }

    /** Creates the client on first use, because a client has threads. */
    private HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(timeout)
                    .build();
        }
        return client;
    }

    DeliveryAttempt send(byte[] json) throws InterruptedException {
        var answer = new CompletableFuture<DeliveryAttempt>();
        BodyHandler<Void> takeStatus = head -> {
            answer.complete(DeliveryAttempt.answered(head.statusCode(), retryAfter(head)));
            return BodySubscribers.discarding();
        };
        var exchange = client().sendAsync(request(json), takeStatus);
        var unused = exchange.whenComplete((body, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(failure);
            }
        });
        try {
            return answer.get(timeout.toNanos(), NANOSECONDS);
        } catch (TimeoutException e) {
            return DeliveryAttempt.failed("no answer within " + SettingChecks.text(timeout));
        } catch (ExecutionException e) {
            return DeliveryAttempt.failed(text(e));
        } finally {
            exchange.cancel(true); // the body is not used and may never end
        }
    }

    private HttpRequest request(byte[] json) {
        var request = HttpRequest.newBuilder(endpoint.uri())
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "Lifeline")
                .POST(BodyPublishers.ofByteArray(json));
        endpoint.authorization().ifPresent(value -> request.header("Authorization", value));
        return request.build();
    }

    /** Returns the delay in seconds; the rare form with a date is ignored. */
    private static Duration retryAfter(ResponseInfo head) {
        return head.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1," + LONGEST_RETRY_AFTER_DIGITS + "}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(Duration.ZERO);
    }

    private static String text(ExecutionException failed) {
        Throwable cause = failed.getCause();
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return "cannot connect";
        }
        if (cause instanceof SSLException) {
            return "no TLS connection";
        }
        return "no answer (" + (cause == null ? failed : cause).getClass().getSimpleName() + ")";
    }

    @Override
    public void close() {
        if (client != null) {
            HttpClients.close(client);
        }
    }
}
