package dev.lifeline.persistence.internal.watch;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import dev.lifeline.domain.connection.ConnectionEvent.CutCause;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.persistence.internal.failure.FailureClassifier;
import dev.lifeline.persistence.internal.failure.FailureKind;
import dev.lifeline.persistence.internal.failure.FailurePhase;
import dev.lifeline.persistence.internal.thread.Daemons;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks after flows on which somebody waits for long, and asks the server what became of them: a dead flow is cut, so that the
 * one who waits can try again; a slow query is left alone. If the server itself does not answer, every wait on it is in vain.
 * While nobody waits for long it costs a look at a few fields, ten times a second. One thread of its own; safe for use by
 * several threads.
 */
public final class Sentinel implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Sentinel.class.getName());
    private static final Duration ROUND = Duration.ofMillis(100);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    /** The server is there and will not have us just now: that says nothing of the flows. */
    private static final Set<FailureKind> NO_EVIDENCE = Set.of(FailureKind.NO_SLOT, FailureKind.MISCONFIGURED);

    private final FlowRegistry flows;
    private final Witness witness;
    private final Duration quietAfter;
    private final int toleratedMisses;
    private final Alarm alarm;
    private final Ticker ticker;
    private final ScheduledThreadPoolExecutor executor;
    private final Map<Flow, Suspicion> suspicions = new HashMap<>();
    private int misses;

    /** Makes connections of the sentinel's own. */
    @FunctionalInterface
    public interface ConnectionMaker {

        /** A connection, made within the limit; it waits for the server no longer than that. */
        Connection connect(Duration limit) throws SQLException;
    }

    /** Who is told. Must not block. */
    public interface Alarm {

        /** The server did not answer a question about somebody's wait. */
        void serverSilent();

        /** A flow is about to be cut on which somebody has been waiting for that long. */
        void flowCut(Duration waited, CutCause cause);
    }

    /**
     * @param quietAfter how long a wait must be to be looked into
     * @param limit how long the server may take for an answer
     * @param toleratedMisses how many questions in a row without an answer mean that the server is lost
     */
    public Sentinel(
            FlowRegistry flows,
            ConnectionMaker maker,
            Duration quietAfter,
            Duration limit,
            int toleratedMisses,
            Alarm alarm,
            Ticker ticker) {
        this.flows = flows;
        this.witness = new Witness(maker, limit);
        this.quietAfter = quietAfter;
        this.toleratedMisses = toleratedMisses;
        this.alarm = alarm;
        this.ticker = ticker;
        this.executor = new ScheduledThreadPoolExecutor(1, Daemons.called("sentinel"));
    }

    /** Begins to look. */
    public void start() {
        ScheduledFuture<?> unused = executor.scheduleWithFixedDelay(
                this::survivingRound, ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void survivingRound() {
        try {
            round();
        } catch (RuntimeException e) {
            LOG.log(ERROR, "The sentinel failed; it goes on", e);
        }
    }

    private void round() {
        List<Flow> quiet = flows.quietFor(quietAfter);
        long now = ticker.nanos();
        suspicions.values().removeIf(Suspicion::isOver);
        quiet.forEach(flow -> suspicions.computeIfAbsent(flow, one -> new Suspicion(one, now)));
        List<Suspicion> due = suspicions.values().stream()
                .filter(suspicion -> suspicion.isDue(now))
                .toList();
        if (!due.isEmpty()) {
            lookInto(due);
        }
    }

    private void lookInto(List<Suspicion> due) {
        try {
            Map<Backend, Activity> activities = witness.ask(
                    due.stream().map(suspicion -> suspicion.flow().backend()).toList());
            misses = 0;
            due.forEach(suspicion ->
                    judge(suspicion, activities.get(suspicion.flow().backend())));
        } catch (SQLException e) {
            noAnswer(e);
        }
    }

    private void judge(Suspicion suspicion, @Nullable Activity activity) {
        if (suspicion.judge(activity, ticker.nanos()) == Verdict.DEAD && !suspicion.isOver()) {
            cut(suspicion.flow(), CutCause.DEAD_FLOW);
            fence(suspicion.flow().backend());
        }
    }

    private void noAnswer(SQLException e) {
        if (NO_EVIDENCE.contains(
                FailureClassifier.classify(FailurePhase.CONNECT, e).kind())) {
            return;
        }
        alarm.serverSilent();
        misses++;
        if (misses >= toleratedMisses) {
            suspicions.values().stream()
                    .filter(suspicion -> !suspicion.isOver())
                    .forEach(suspicion -> cut(suspicion.flow(), CutCause.SERVER_SILENT));
        }
    }

    private void cut(Flow flow, CutCause cause) {
        Duration waited = flow.waiting();
        alarm.flowCut(waited, cause);
        flow.cut();
    }

    /** The backend may hold locks for as long as it believes in its client. */
    private void fence(Backend backend) {
        try {
            witness.terminate(backend);
        } catch (SQLException e) {
            LOG.log(DEBUG, "A backend whose connection is dead could not be ended: " + e.getMessage());
        }
    }

    /** Ends the looks; the one under way has nobody to ask any more. */
    @Override
    public void close() {
        executor.shutdown();
        witness.close();
        Daemons.end(executor, CLOSE_LIMIT);
        witness.close();
    }
}
