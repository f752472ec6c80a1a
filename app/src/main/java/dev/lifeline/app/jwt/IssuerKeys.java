package dev.lifeline.app.jwt;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.lifeline.domain.time.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the issuer that are in force. One thread reads them again: regularly, soon after a failure, and on demand
 * at most every {@link #BETWEEN_DEMANDS}. A set that cannot be read or used leaves the last one in force. Safe for use
 * by several threads; the creator closes it.
 */
final class IssuerKeys implements AutoCloseable {
    /** Minimum time between reads that tokens cause, because every client can send a token with an unknown key. */
    static final Duration BETWEEN_DEMANDS = Duration.ofSeconds(10);

    private static final System.Logger LOG = System.getLogger(IssuerKeys.class.getName());
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
    private static final long TICK_MILLIS = 1_000;

    private final KeyReader reader;
    private final Ticker ticker;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, IssuerKeys::thread);
    private volatile @Nullable VerificationKeys keys;
    private volatile boolean failing;
    private long nextReadAt;
    private @Nullable CompletableFuture<Void> demanded;
    private long nextDemandAt;

    IssuerKeys(KeyLocation location, Ticker ticker) {
        this(KeyReader.of(location, ticker), ticker);
    }

    IssuerKeys(KeyReader reader, Ticker ticker) {
        this.reader = reader;
        this.ticker = ticker;
        nextReadAt = ticker.nanos();
        nextDemandAt = nextReadAt;
        if (!reader.location().isProtected()) {
            LOG.log(WARNING, "The keys of JSON Web Tokens come from {0}, not encrypted: use https", reader.location());
        }
    }

    /** Begins to read the keys. */
    void start() {
        var unused = thread.scheduleWithFixedDelay(this::readIfDue, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Returns the keys in force; empty until the first successful read. */
    Optional<VerificationKeys> current() {
        return Optional.ofNullable(keys);
    }

    /** Returns whether the last read failed, or no read has ended yet. */
    boolean areUnavailable() {
        return failing || keys == null;
    }

    /**
     * Reads the keys again if the last demand was long enough ago. Does not block.
     *
     * @return completed when the keys have been read, or at once if they are not read now; never exceptionally
     */
    synchronized CompletableFuture<Void> demand() {
        if (demanded != null) {
            return demanded;
        }
        var done = new CompletableFuture<Void>();
        long now = ticker.nanos();
        if (now - nextDemandAt < 0) {
            done.complete(null);
            return done;
        }
        nextDemandAt = now + BETWEEN_DEMANDS.toNanos();
        demanded = done;
        try {
            thread.execute(() -> readOnDemand(done));
        } catch (RejectedExecutionException closed) {
            end(done);
        }
        return done;
    }

    private void readOnDemand(CompletableFuture<Void> done) {
        try {
            read();
        } finally {
            end(done);
        }
    }

    private void end(CompletableFuture<Void> done) {
        synchronized (this) {
            demanded = null;
        }
        done.complete(null);
    }

    void readIfDue() {
        if (ticker.nanos() - nextReadAt >= 0) {
            read();
        }
    }

    private void read() {
        try {
            use(reader.read());
            if (failing) {
                failing = false;
                LOG.log(INFO, "The keys of JSON Web Tokens can be read from {0} again", reader.location());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            fail(e);
        } catch (RuntimeException e) { // a scheduled task that throws is never run again
            LOG.log(ERROR, "Unexpected failure while reading the keys of JSON Web Tokens", e);
            failing = true;
        }
        Duration wait = failing && AFTER_FAILURE.compareTo(reader.interval()) < 0 ? AFTER_FAILURE : reader.interval();
        nextReadAt = ticker.nanos() + wait.toNanos();
    }

    private void use(byte[] json) throws InvalidKeysException {
        VerificationKeys last = keys;
        if (last == null || !last.isFrom(json)) {
            VerificationKeys read = VerificationKeys.parse(json);
            keys = read;
            LOG.log(INFO, "Keys of {0} that verify JSON Web Tokens: {1}", reader.location(), read.size());
        }
    }

    private void fail(IOException failure) {
        if (failing) {
            return;
        }
        failing = true;
        VerificationKeys last = keys;
        String consequence =
                last == null ? "tokens cannot be verified, and are answered 503" : "the last ones stay in force";
        LOG.log(
                WARNING,
                "The keys of JSON Web Tokens cannot be read from " + reader.location() + " (" + text(failure) + "); "
                        + consequence);
    }

    private static String text(IOException failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "lifeline-access-keys-1");
        thread.setDaemon(true);
        return thread;
    }

    /** Ends the thread without waiting. */
    @Override
    public void close() {
        thread.shutdownNow();
        reader.close();
    }
}
