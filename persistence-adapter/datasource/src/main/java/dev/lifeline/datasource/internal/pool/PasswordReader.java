package dev.lifeline.datasource.internal.pool;

import dev.lifeline.datasource.config.PasswordSource;
import dev.lifeline.datasource.internal.thread.DaemonThreads;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads passwords from sources that may hang or throw. Each read runs on a separate thread with a time limit, so that
 * no recovery thread hangs. Safe for use by several threads.
 */
final class PasswordReader {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** Maximum number of hung reads; beyond it, logins fail without a read. */
    private static final int MOST = 8;

    private static final ThreadFactory THREADS = DaemonThreads.called("password");

    private final Semaphore permits = new Semaphore(MOST);

    /**
     * Returns the password; blocks for at most 2 s.
     *
     * @throws SQLException if the source throws or does not answer in time
     */
    String read(PasswordSource source) throws SQLException {
        if (!permits.tryAcquire()) {
            throw unreadable(new TimeoutException("earlier reads still hang"));
        }
        CompletableFuture<String> answer = new CompletableFuture<>();
        start(() -> answer(source, answer));
        try {
            return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unreadable(e);
        } catch (ExecutionException e) {
            throw unreadable(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreadable(e);
        }
    }

    private void start(Runnable work) {
        boolean started = false;
        try {
            THREADS.newThread(work).start();
            started = true;
        } finally {
            if (!started) {
                permits.release();
            }
        }
    }

    private void answer(PasswordSource source, CompletableFuture<String> answer) {
        try {
            answer.complete(source.read());
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        } finally {
            permits.release();
        }
    }

    private static SQLException unreadable(Throwable cause) {
        return new SQLInvalidAuthorizationSpecException("the password cannot be read", "28000", cause);
    }
}
