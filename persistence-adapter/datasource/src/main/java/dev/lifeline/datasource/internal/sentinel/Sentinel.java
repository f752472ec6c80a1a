package dev.lifeline.datasource.internal.sentinel;

import dev.lifeline.datasource.internal.thread.DaemonThreads;
import dev.lifeline.domain.connection.ConnectionEvent.CutCause;
import dev.lifeline.domain.connection.ConnectionEvent.WaitVerdict;
import dev.lifeline.domain.time.Ticker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches connections on which a thread waits for long, and queries the server about them: a dead connection is closed,
 * so that its caller can retry; a slow statement may continue until its deadline. If the server itself does not answer,
 * all waits on it are ended. While no thread waits for long, a round costs a few field reads, ten times per second.
 * Uses one thread; safe for use by several threads.
 */
public final class Sentinel implements AutoCloseable {
    private static final Duration ROUND = Duration.ofMillis(100);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    /** Limit for one round: it runs a few queries, each of them bounded, so a longer round hangs. */
    private static final Duration STUCK = Duration.ofSeconds(30);

    private final FlowRegistry flows;
    private final ConnectionMaker maker;
    private final SentinelTimeouts timeouts;
    private final Alarm alarm;
    private final Clock clock;
    private final Ticker ticker;
    private final Lateness lateness;
    private ThreadFactory threads = DaemonThreads.called("sentinel");
    private @Nullable Watch watch;
    private boolean ended;

    /** Creates connections for the sentinel. */
    @FunctionalInterface
    public interface ConnectionMaker {

        /** Returns a new connection, established within the limit; later reads wait for at most the limit. */
        Connection connect(Duration limit) throws SQLException;
    }

    /** Receives the sentinel's findings. Must not block. */
    public interface Alarm {

        /** Reports that a thread has waited for long, or that the server did not answer a query about it. */
        void doubt();

        /** Reports that the server was queried about a connection on which a thread has waited for the given time. */
        void waitJudged(Duration waited, WaitVerdict verdict);

        /** Reports that a connection on which a thread has waited for the given time is about to be closed. */
        void flowCut(Duration waited, CutCause cause, String seen);

        /** Reports that a statement was cancelled after a wait of the given time. */
        void statementCancelled(Duration waited);

        /** Reports that this process was suspended for the given time; measurements that span it are no evidence. */
        void clockJumped(Duration by);

        /** Reports the end of a round; the receiver may check whether other parts still work. */
        void roundDone();
    }

    /** Creates a sentinel that is not started. */
    public Sentinel(
            FlowRegistry flows,
            ConnectionMaker maker,
            SentinelTimeouts timeouts,
            Alarm alarm,
            Clock clock,
            Ticker ticker,
            Lateness lateness) {
        this.flows = flows;
        this.maker = maker;
        this.timeouts = timeouts;
        this.alarm = alarm;
        this.clock = clock;
        this.ticker = ticker;
        this.lateness = lateness;
    }

    /** The sentinel's thread with its state. A replacement starts with the backends that are left to terminate. */
    private record Watch(ScheduledThreadPoolExecutor executor, SentinelRound round) {

        void abandon() {
            round.retire();
            executor.shutdownNow();
        }
    }

    /** Starts the sentinel on a thread of the factory, from which its replacements come, too. */
    public synchronized void start(ThreadFactory factory) {
        threads = factory;
        if (!ended) {
            start(newRound());
        }
    }

    private SentinelRound newRound() {
        return new SentinelRound(
                flows, new BackendQueries(maker, timeouts.questionLimit()), timeouts, alarm, clock, ticker, lateness);
    }

    private void start(SentinelRound round) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, threads);
        ScheduledFuture<?> unused =
                executor.scheduleWithFixedDelay(round, ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
        watch = new Watch(executor, round);
    }

    /**
     * Replaces the thread and its state if its rounds have stopped.
     *
     * @return whether they had stopped
     */
    public synchronized boolean replaceIfStuck() {
        Watch current = watch;
        if (ended || current == null || !current.round().isStuckFor(STUCK)) {
            return false;
        }
        current.abandon();
        SentinelRound replacement = newRound();
        replacement.takeOver();
        start(replacement);
        return true;
    }

    /** Ends the rounds and closes the connection; waits for a running round for up to 5 s. */
    @Override
    public void close() {
        Watch last;
        synchronized (this) {
            ended = true;
            last = watch;
        }
        if (last != null) {
            last.round().retire();
            DaemonThreads.end(last.executor(), CLOSE_LIMIT);
            last.round().retire();
        }
    }
}
