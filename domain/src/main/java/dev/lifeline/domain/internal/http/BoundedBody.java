package dev.lifeline.domain.internal.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Subscriber to a body that reads at most one byte more than its limit. A subclass is a body subscriber of the JDK's
 * HTTP client, which the domain does not know. Called by one thread at a time.
 */
public abstract class BoundedBody implements Subscriber<List<ByteBuffer>> {
    private final int limit;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable Subscription subscription;

    /** @param limit in bytes */
    protected BoundedBody(int limit) {
        this.limit = limit;
    }

    /** Returns the body; if it is longer than the limit, its begin, which is one byte longer. */
    public final CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public final void onSubscribe(Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public final void onNext(List<ByteBuffer> buffers) {
        buffers.forEach(this::take);
        if (bytes.size() > limit && subscription != null) {
            subscription.cancel();
            onComplete();
        }
    }

    private void take(ByteBuffer buffer) {
        byte[] some = new byte[Math.min(buffer.remaining(), limit + 1 - bytes.size())];
        buffer.get(some);
        bytes.writeBytes(some);
    }

    @Override
    public final void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public final void onComplete() {
        body.complete(bytes.toByteArray());
    }
}
