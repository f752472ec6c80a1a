package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the answer of a kept session is not evidence enough and a fresh login is due: ten seconds after the last one, when
 * the pool reported that it cannot connect, and when a setting of the session may be out of date. Confined to one thread.
 */
final class LoginPolicy {
    /** Health checks are rarer by default, so that each of them logs in. */
    private static final Duration ROUTINE = Duration.ofSeconds(10);

    /** A pool that fails to connect reports that several times a second. */
    private static final Duration BETWEEN_DOUBTS = Duration.ofSeconds(1);

    private final Ticker ticker;
    private final AtomicBoolean doubted;
    private long lastLogin;
    private boolean failing;
    private @Nullable FailureReason problem;

    /**
     * @param doubted set when the pool could not make a connection, or had none to give although it is not full
     */
    LoginPolicy(Ticker ticker, AtomicBoolean doubted) {
        this.ticker = ticker;
        this.doubted = doubted;
        this.lastLogin = ticker.nanos();
    }

    /**
     * Returns whether a login is due.
     *
     * @param known the answer of the kept session
     * @param needed whether there is no pooled connection, so that every caller depends on a login
     */
    boolean isDue(ServerAnswer known, boolean needed) {
        Duration age = Duration.ofNanos(ticker.nanos() - lastLogin);
        if (age.compareTo(ROUTINE) >= 0 || (needed && (doubted.get() || failing))) {
            return true;
        }
        boolean mayBeOutOfDate = known.readOnly() && !known.standby();
        return mayBeOutOfDate || (doubted.get() && age.compareTo(BETWEEN_DOUBTS) >= 0);
    }

    /** A login begins. */
    void begin() {
        lastLogin = ticker.nanos();
        doubted.set(false);
        failing = true;
    }

    /** The login that began last succeeded. */
    void succeeded() {
        failing = false;
        problem = null;
    }

    /** Returns whether logins fail for another reason than when this was asked last. */
    boolean isNewProblem(FailureReason reason) {
        boolean isNew = reason != problem;
        problem = reason;
        return isNew;
    }
}
