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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks after flows on which somebody waits for long, and asks the server what became of them: a dead flow is cut, so that the
 * one who waits can try again; a slow query is left alone until its deadline. If the server itself does not answer, every wait
 * on it is in vain. While nobody waits for long it costs a look at a few fields, ten times a second. One thread of its own;
 * safe for use by several threads.
 */
public final class Sentinel implements AutoCloseable {
    private static final Duration ROUND = Duration.ofMillis(100);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    /** A round asks a few questions, each of which is bounded; one that takes this long never ends. */
    private static final Duration STUCK = Duration.ofSeconds(30);

    private final FlowRegistry flows;
    private final ConnectionMaker maker;
    private final SentinelTimeouts patience;
    private final Alarm alarm;
    private final Clock clock;
    private final Ticker ticker;
    private final Lateness lateness;
    private @Nullable Watch watch;
    private boolean ended;

    /** Makes connections of the sentinel's own. */
    @FunctionalInterface
    public interface ConnectionMaker {

        /** A connection, made within the limit; it waits for the server no longer than that. */
        Connection connect(Duration limit) throws SQLException;
    }

    /** Who is told. Must not block. */
    public interface Alarm {

        /** Somebody waits for long, or the server did not answer a question about that. */
        void doubt();

        /** The server was asked about a flow on which somebody has been waiting for that long. */
        void waitJudged(Duration waited, WaitVerdict verdict);

        /** A flow is about to be cut on which somebody has been waiting for that long. */
        void flowCut(Duration waited, CutCause cause, String seen);

        /** A statement was cancelled for which somebody had been waiting for that long. */
        void statementCancelled(Duration waited);

        /** This process did nothing for that long: what was measured across that proves nothing. */
        void clockJumped(Duration by);

        /** The end of a round: an opportunity to see whether others still work. */
        void roundDone();
    }

    /** A sentinel that does not look yet. */
    public Sentinel(
            FlowRegistry flows,
            ConnectionMaker maker,
            SentinelTimeouts patience,
            Alarm alarm,
            Clock clock,
            Ticker ticker,
            Lateness lateness) {
        this.flows = flows;
        this.maker = maker;
        this.patience = patience;
        this.alarm = alarm;
        this.clock = clock;
        this.ticker = ticker;
        this.lateness = lateness;
    }

    /** A thread, what it does, and what it knows. A new one begins from scratch. */
    private record Watch(ScheduledThreadPoolExecutor executor, SentinelRound patrol) {

        void abandon() {
            patrol.retire();
            executor.shutdownNow();
        }
    }

    /** Begins to look. */
    public synchronized void start() {
        if (ended) {
            return;
        }
        SentinelRound patrol = new SentinelRound(
                flows, new BackendQueries(maker, patience.questionLimit()), patience, alarm, clock, ticker, lateness);
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, DaemonThreads.called("sentinel"));
        ScheduledFuture<?> unused =
                executor.scheduleWithFixedDelay(patrol, ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
        watch = new Watch(executor, patrol);
    }

    /**
     * Begins anew on another thread if the present one stopped making rounds.
     *
     * @return whether that was so
     */
    public synchronized boolean replaceIfStuck() {
        Watch current = watch;
        if (ended || current == null || !current.patrol().isStuckFor(STUCK)) {
            return false;
        }
        current.abandon();
        start();
        return true;
    }

    /** Ends the looks; the one under way has nobody to ask any more. */
    @Override
    public void close() {
        Watch last;
        synchronized (this) {
            ended = true;
            last = watch;
        }
        if (last != null) {
            last.patrol().retire();
            DaemonThreads.end(last.executor(), CLOSE_LIMIT);
            last.patrol().retire();
        }
    }
}
