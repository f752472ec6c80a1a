package dev.lifeline.datasource.internal.pool;

import static dev.lifeline.domain.settings.SettingChecks.text;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.lifeline.datasource.internal.thread.SourceName;
import dev.lifeline.domain.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Reports connections that a caller keeps for long, and their return. It watches the caller's connection, regardless of
 * the server connections that serve it. Costs one field read per borrow while it is disabled. Safe for use by several
 * threads.
 */
public final class LeakDetector implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LeakDetector.class.getName());

    /** Result of {@link #begin} while the detection is disabled. */
    public static final Runnable UNWATCHED = LeakDetector::ignore;

    private final String pool;
    private final Clock clock;
    private final Ticker ticker;
    private final ScheduledThreadPoolExecutor timers;
    private volatile Duration threshold;

    /** @param threshold time after which a connection is reported; 0 for never */
    public LeakDetector(SourceName name, Duration threshold, Clock clock, Ticker ticker) {
        this.pool = name.pool();
        this.threshold = threshold;
        this.clock = clock;
        this.ticker = ticker;
        this.timers = new ScheduledThreadPoolExecutor(1, name.threads("leak-detector"));
        timers.setRemoveOnCancelPolicy(true);
    }

    /**
     * Starts to watch a connection that the calling thread has borrowed; the result is to be run when it is returned.
     */
    public Runnable begin() {
        Duration limit = threshold;
        if (limit.isZero()) {
            return UNWATCHED;
        }
        Loan loan = new Loan();
        try {
            var timer = timers.schedule(loan::report, limit.toNanos(), TimeUnit.NANOSECONDS);
            return () -> {
                timer.cancel(false);
                loan.end();
            };
        } catch (RejectedExecutionException e) {
            return UNWATCHED; // the data source is being closed
        }
    }

    private static void ignore() {
        // There is nothing to report.
    }

    /** Returns the time after which a connection is reported; 0 for never. */
    public Duration threshold() {
        return threshold;
    }

    /** Changes the time after which a connection is reported, for connections that are borrowed from now on. */
    public void setThreshold(Duration other) {
        threshold = other;
    }

    /** A borrowed connection. */
    private final class Loan {
        private final String thread = Thread.currentThread().getName();
        private final Instant since = clock.instant();
        private final long began = ticker.nanos();
        private final Borrowed here = new Borrowed(thread);
        private boolean reported;
        private boolean ended;

        synchronized void report() {
            if (!ended) {
                reported = true;
                LOG.log(
                        WARNING,
                        "A connection of " + pool + " has been in use for " + age() + ", " + holder()
                                + ". It may have leaked: close it where its work ends",
                        here);
            }
        }

        synchronized void end() {
            if (reported && !ended) {
                LOG.log(INFO, "A connection of " + pool + " was returned after " + age() + ", " + holder());
            }
            ended = true;
        }

        private String age() {
            return text(Duration.ofMillis((ticker.nanos() - began) / 1_000_000));
        }

        private String holder() {
            return "borrowed by thread " + thread + " at " + since;
        }
    }

    /** Carries the stack trace of the borrower into the log. */
    private static final class Borrowed extends Exception {
        private static final long serialVersionUID = 1L;

        Borrowed(String thread) {
            super("borrowed by thread " + thread);
        }
    }

    /** Ends the watch; connections in use are not reported any more. */
    @Override
    public void close() {
        timers.shutdownNow();
    }
}
