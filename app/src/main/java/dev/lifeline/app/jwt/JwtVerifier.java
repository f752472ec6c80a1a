package dev.lifeline.app.jwt;

import dev.lifeline.domain.time.Ticker;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
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
    private static final int MOST_TOKENS = 1_200;

    /** Tokens with an unknown key wait for seconds, all others for milliseconds. */
    private static final int SHARE_OF_UNKNOWN_KEYS = 6;

    private static final long IDLE_SECONDS = 60;

    private final IssuerKeys keys;
    private final TokenCheck check;
    private final Set<String> roles;
    private final Clock clock;
    private final int maxWaiting;
    private final ThreadPoolExecutor threads;
    private final VerifiedTokens verified = new VerifiedTokens();
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * Creates a verifier and begins to read the keys.
     *
     * @param roles the values of the tokens' claim that results contain; other values are dropped
     * @param maxTokens number of tokens that can wait, for a thread or for a key; at most 1,200 whatever this is
     */
    public JwtVerifier(JwtConfig config, Set<String> roles, int maxTokens, Ticker ticker, Clock clock) {
        this.keys = new IssuerKeys(config.keys(), ticker);
        this.check = new TokenCheck(config);
        this.roles = Set.copyOf(roles);
        this.clock = clock;
        int max = Math.min(MOST_TOKENS, maxTokens);
        this.maxWaiting = Math.max(1, max / SHARE_OF_UNKNOWN_KEYS);
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(Math.max(1, max - maxWaiting)),
                JwtVerifier::thread);
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
        } else if (waiting.incrementAndGet() > maxWaiting) {
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
        Optional<JwtResult> result = Optional.ofNullable(outcome.result()).map(it -> it.retaining(roles));
        if (current.isPresent()) {
            result.filter(it -> it.status() == JwtResult.Status.VALID)
                    .ifPresent(valid -> verified.add(token, valid, outcome.end(), current.get()));
        }
        return result;
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
