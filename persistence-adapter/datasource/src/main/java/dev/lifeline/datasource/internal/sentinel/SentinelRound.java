package dev.lifeline.datasource.internal.sentinel;

import static java.lang.System.Logger.Level.ERROR;

import dev.lifeline.datasource.internal.failure.FailureClassifier;
import dev.lifeline.datasource.internal.failure.FailureKind;
import dev.lifeline.datasource.internal.failure.FailurePhase;
import dev.lifeline.domain.connection.ConnectionEvent.CutCause;
import dev.lifeline.domain.connection.ConnectionEvent.WaitVerdict;
import dev.lifeline.domain.time.Ticker;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rounds of the sentinel and their state. Confined to one thread, except for {@link #retire}. */
final class SentinelRound implements Runnable {
    private static final System.Logger LOG = System.getLogger(SentinelRound.class.getName());

    /** The server is alive but refuses the sentinel's connection, which says nothing about other connections. */
    private static final Set<FailureKind> NO_EVIDENCE = Set.of(FailureKind.NO_SLOT, FailureKind.MISCONFIGURED);

    /** Limit of consecutive queries that count as delayed by this process. */
    private static final int LATE_MISSES = 3;

    private final FlowRegistry flows;
    private final BackendQueries queries;
    private final SentinelTimeouts timeouts;
    private final Sentinel.Alarm alarm;
    private final Ticker ticker;
    private final Lateness lateness;
    private final Heartbeat heartbeat;
    private final OrphanedBackends orphans;
    private final FlowCutter cutter;
    private final OverdueOperations overdue;
    private final Map<Flow, SuspectFlow> suspicions = new HashMap<>();
    private int misses;
    private int lateMisses;
    private volatile boolean retired;

    SentinelRound(
            FlowRegistry flows,
            BackendQueries queries,
            SentinelTimeouts timeouts,
            Sentinel.Alarm alarm,
            Clock clock,
            Ticker ticker,
            Lateness lateness) {
        this.flows = flows;
        this.queries = queries;
        this.timeouts = timeouts;
        this.alarm = alarm;
        this.ticker = ticker;
        this.lateness = lateness;
        this.heartbeat = new Heartbeat(clock, ticker);
        this.orphans = new OrphanedBackends(flows, queries, ticker);
        this.cutter = new FlowCutter(queries, orphans, alarm);
        this.overdue = new OverdueOperations(flows, cutter::cancel, this::closeOverdue);
    }

    /** Runs one round. No failure may end the repetition. */
    @Override
    public void run() {
        try {
            heartbeat.jump().ifPresent(this::resetAfterPause);
            round();
            alarm.roundDone();
        } catch (Throwable e) {
            LOG.log(ERROR, "The sentinel failed; the next round follows", e);
        } finally {
            heartbeat.beat();
        }
    }

    /** Returns whether no round has ended for the given time. Safe to call from any thread. */
    boolean isStuckFor(Duration limit) {
        return heartbeat.isSilentFor(limit);
    }

    /** Takes over from a round that was replaced, which may have left backends of closed connections. */
    void takeOver() {
        orphans.terminateLater();
    }

    /** Prevents further effects and closes the connection of the queries. Safe to call from any thread. */
    void retire() {
        retired = true;
        cutter.retire();
        queries.close();
    }

    /** Resets all waits after a suspension of this process, because the suspended time was no wait for the server. */
    private void resetAfterPause(Duration jump) {
        flows.forgetWaits();
        suspicions.clear();
        misses = 0;
        orphans.terminateLater();
        overdue.resumed(ticker.nanos());
        alarm.clockJumped(jump);
    }

    private void round() {
        List<Flow> quiet = flows.quietFor(timeouts.quietAfter());
        long now = ticker.nanos();
        suspicions.values().removeIf(SuspectFlow::isOver);
        int known = suspicions.size();
        quiet.forEach(flow -> suspicions.computeIfAbsent(flow, one -> new SuspectFlow(one, now)));
        if (suspicions.size() > known) {
            alarm.doubt();
        }
        check(suspicions.values().stream()
                .filter(suspicion ->
                        suspicion.isDue(now) && suspicion.flow().backend().isPresent())
                .toList());
        overdue.endThem(ticker.nanos());
        orphans.terminateIfDue();
    }

    private void check(List<SuspectFlow> due) {
        List<Backend> backends = due.stream()
                .map(suspicion -> suspicion.flow().backend())
                .flatMap(Optional::stream)
                .toList();
        if (backends.isEmpty()) {
            return;
        }
        long late = lateness.totalNanos();
        long began = ticker.nanos();
        try {
            Map<Backend, BackendActivity> activities = queries.ask(backends);
            misses = 0;
            lateMisses = 0;
            due.forEach(suspicion -> suspicion.flow().backend().ifPresent(one -> judge(suspicion, one, activities)));
        } catch (SQLException e) {
            noAnswer(e, due, isOwnLateness(late, Duration.ofNanos(ticker.nanos() - began)));
        }
    }

    private void judge(SuspectFlow suspicion, Backend backend, Map<Backend, BackendActivity> activities) {
        FlowState verdict = suspicion.judge(activities.get(backend), ticker.nanos());
        report(suspicion, verdict.verdict());
        if (verdict == FlowState.DEAD && !suspicion.isOver()) {
            if (cutter.cut(suspicion, CutCause.DEAD_FLOW, suspicion.seen())) {
                cutter.terminate(backend);
            }
        }
    }

    private void report(SuspectFlow suspicion, WaitVerdict verdict) {
        if (!retired && !suspicion.isOver()) {
            alarm.waitJudged(suspicion.flow().waiting(), verdict);
        }
    }

    /**
     * Returns whether the query failed because this process was delayed, for a limited number of consecutive queries.
     */
    private boolean isOwnLateness(long lateBefore, Duration took) {
        return lateMisses < LATE_MISSES && lateness.explains(lateBefore, took);
    }

    private void noAnswer(SQLException e, List<SuspectFlow> asked, boolean late) {
        if (NO_EVIDENCE.contains(
                FailureClassifier.classify(FailurePhase.CONNECT, e).kind())) {
            return;
        }
        alarm.doubt();
        asked.forEach(suspicion -> report(suspicion, WaitVerdict.NO_ANSWER));
        if (late) {
            lateMisses++;
            return;
        }
        misses++;
        if (misses >= timeouts.misses()) {
            cutAll(suspicions.values());
        }
    }

    /**
     * Closes suspect connections because the server is silent. Excludes those behind a pooler, which may be busy, and
     * those with work that cannot be repeated; the latter are judged by evidence when the server answers again.
     */
    private void cutAll(Collection<SuspectFlow> all) {
        all.stream()
                .filter(suspicion ->
                        !suspicion.isOver() && suspicion.flow().backend().isPresent())
                .filter(suspicion -> suspicion.flow().lease().repeatable())
                .forEach(this::cutForSilence);
    }

    private void cutForSilence(SuspectFlow suspicion) {
        boolean unused = cutter.cut(suspicion, CutCause.SERVER_SILENT, "no answer");
    }

    private void closeOverdue(Flow flow) {
        SuspectFlow suspect = suspicions.computeIfAbsent(flow, one -> new SuspectFlow(one, ticker.nanos()));
        if (cutter.cut(suspect, CutCause.DEADLINE, suspect.seen())) {
            flow.backend().ifPresent(cutter::terminate);
        }
    }
}
