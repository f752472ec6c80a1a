package dev.lifeline.app.jwt;

import dev.lifeline.domain.time.Ticker;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Verifies JSON Web Tokens on dedicated threads, because a signature takes up to a millisecond, and caches valid
 * tokens. A token with an unknown key waits, without a thread, until the keys have been read again; the number of such
 * tokens is limited. Safe for use by several threads; the creator closes it.
 */
public final class JwtVerifier implements AutoCloseable {
    private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    private static final int QUEUE = 1_000;
    private static final int MAX_WAITING = 200;
    private static final long IDLE_SECONDS = 60;

    private final IssuerKeys keys;
    private final TokenCheck check;
    private final Clock clock;
    private final VerifiedTokens verified = new VerifiedTokens();
    private final AtomicInteger waiting = new AtomicInteger();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE), JwtVerifier::thread);

    /** Creates a verifier and begins to read the keys. */
    public JwtVerifier(JwtConfig config, Ticker ticker, Clock clock) {
        this(new IssuerKeys(config.keys(), ticker), new TokenCheck(config), clock);
    }

    JwtVerifier(IssuerKeys keys, TokenCheck check, Clock clock) {
        this.keys = keys;
        this.check = check;
        this.clock = clock;
        threads.allowCoreThreadTimeOut(true);
        keys.start();
    }

    /** Returns whether a text has the form and size of a token that can be verified. */
    public static boolean isToken(String text) {
        return TokenCheck.isToken(text);
    }

    /** Returns the result of a valid token that was verified before. Never blocks. */
    public Optional<JwtResult> known(String token) {
        return keys.current().flatMap(current -> verified.find(token, current, clock.instant()));
    }

    /**
     * Verifies a token. Never blocks.
     *
     * @param done is called once with the result, on this or another thread, and must not block; not called after
     *     {@link #close}
     */
    public void verify(String token, Consumer<JwtResult> done) {
        submit(() -> verifyNow(token, done), done);
    }

    private void submit(Runnable task, Consumer<JwtResult> done) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException full) {
            done.accept(JwtResult.BUSY);
        }
    }

    private void verifyNow(String token, Consumer<JwtResult> done) {
        Optional<JwtResult> result = checked(token);
        if (result.isPresent()) {
            done.accept(result.get());
        } else if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            done.accept(JwtResult.BUSY);
        } else {
            var unused = keys.demand().thenRun(() -> {
                waiting.decrementAndGet();
                submit(() -> done.accept(checked(token).orElseGet(this::withoutKey)), done);
            });
        }
    }

    private JwtResult withoutKey() {
        return keys.areUnavailable() ? JwtResult.NO_KEYS : JwtResult.WRONG;
    }

    /** Returns the result; empty if the key is unknown. */
    private Optional<JwtResult> checked(String token) {
        Optional<VerificationKeys> current = keys.current();
        TokenCheck.Outcome outcome = check.check(token, current, clock.instant());
        JwtResult result = outcome.result();
        if (result != null && result.status() == JwtResult.Status.VALID && current.isPresent()) {
            verified.add(token, result, outcome.end(), current.get());
        }
        return Optional.ofNullable(result);
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "lifeline-access-jwt");
        thread.setDaemon(true);
        return thread;
    }

    /** Ends the threads without waiting; requests that wait for a result get none. */
    @Override
    public void close() {
        threads.shutdownNow();
        keys.close();
    }
}
