package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the open session of the probe is insufficient and a new login is due: 10 s after the last login, after
 * the pool reported that it cannot connect, and when session settings may be outdated. Confined to one thread.
 */
final class LoginPolicy {
    /**
     * Longest time without a new login. It is less than the default interval of health checks, so that each of them
     * logs in.
     */
    private static final Duration ROUTINE = Duration.ofSeconds(10);

    /** Minimum interval of logins, because a pool that cannot connect reports its failure several times per second. */
    private static final Duration BETWEEN_DOUBTS = Duration.ofSeconds(1);

    private final Ticker ticker;
    private final AtomicBoolean doubted;
    private long lastLogin;
    private boolean failing;
    private @Nullable FailureReason problem;

    /** @param doubted set when the pool could not connect, or had no connection although it is not full */
    LoginPolicy(Ticker ticker, AtomicBoolean doubted) {
        this.ticker = ticker;
        this.doubted = doubted;
        this.lastLogin = ticker.nanos();
    }

    /**
     * Returns whether a login is due.
     *
     * @param known answer over the open session
     * @param needed whether the pool is empty, so that all callers depend on a login
     */
    boolean isDue(ServerAnswer known, boolean needed) {
        Duration age = Duration.ofNanos(ticker.nanos() - lastLogin);
        if (age.compareTo(ROUTINE) >= 0 || (needed && (doubted.get() || failing))) {
            return true;
        }
        boolean mayBeOutOfDate = known.readOnly() && !known.standby();
        return mayBeOutOfDate || (doubted.get() && age.compareTo(BETWEEN_DOUBTS) >= 0);
    }

    /** Records the start of a login. */
    void begin() {
        lastLogin = ticker.nanos();
        doubted.set(false);
        failing = true;
    }

    /** Records that the login succeeded. */
    void succeeded() {
        failing = false;
        problem = null;
    }

    /** Returns whether the reason differs from that of the last call, so that it should be logged. */
    boolean isNewProblem(FailureReason reason) {
        boolean isNew = reason != problem;
        problem = reason;
        return isNew;
    }
}
