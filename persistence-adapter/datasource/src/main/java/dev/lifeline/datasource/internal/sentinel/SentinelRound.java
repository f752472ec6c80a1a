package dev.lifeline.datasource.internal.sentinel;

import static java.lang.System.Logger.Level.DEBUG;
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

/** The sentinel's rounds, and what it knows from one to the next. Confined to one thread, but for its end. */
final class SentinelRound implements Runnable {
    private static final System.Logger LOG = System.getLogger(SentinelRound.class.getName());

    /** The server is there and will not have us just now: that says nothing of the flows. */
    private static final Set<FailureKind> NO_EVIDENCE = Set.of(FailureKind.NO_SLOT, FailureKind.MISCONFIGURED);

    /** More of them in a row are no coincidence. */
    private static final int LATE_MISSES = 3;

    private final FlowRegistry flows;
    private final BackendQueries witness;
    private final SentinelTimeouts patience;
    private final Sentinel.Alarm alarm;
    private final Ticker ticker;
    private final Lateness lateness;
    private final Heartbeat pulse;
    private final OrphanedBackends graves;
    private final OverdueOperations overdue;
    private final Map<Flow, SuspectFlow> suspicions = new HashMap<>();
    private int misses;
    private int lateMisses;
    private volatile boolean retired;

    SentinelRound(
            FlowRegistry flows,
            BackendQueries witness,
            SentinelTimeouts patience,
            Sentinel.Alarm alarm,
            Clock clock,
            Ticker ticker,
            Lateness lateness) {
        this.flows = flows;
        this.witness = witness;
        this.patience = patience;
        this.alarm = alarm;
        this.ticker = ticker;
        this.lateness = lateness;
        this.pulse = new Heartbeat(clock, ticker);
        this.graves = new OrphanedBackends(flows, witness, ticker);
        this.overdue = new OverdueOperations(flows, this::cancel, this::closeOverdue);
    }

    /** One round. Nothing that goes wrong may end the rounds. */
    @Override
    public void run() {
        try {
            pulse.jump().ifPresent(this::startAfresh);
            round();
            alarm.roundDone();
        } catch (Throwable e) {
            LOG.log(ERROR, "The sentinel failed; it goes on", e);
        } finally {
            pulse.beat();
        }
    }

    /** Whether no round has ended for that long. Safe to call from any thread. */
    boolean isStuckFor(Duration limit) {
        return pulse.isSilentFor(limit);
    }

    /** From now on nothing is cut, and nobody to ask is left. Safe to call from any thread. */
    void retire() {
        retired = true;
        witness.close();
    }

    /** Whoever waited through the pause did not wait for the server. */
    private void startAfresh(Duration jump) {
        flows.forgetWaits();
        suspicions.clear();
        misses = 0;
        graves.visitLater();
        overdue.resumed(ticker.nanos());
        alarm.clockJumped(jump);
    }

    private void round() {
        List<Flow> quiet = flows.quietFor(patience.quietAfter());
        long now = ticker.nanos();
        suspicions.values().removeIf(SuspectFlow::isOver);
        int known = suspicions.size();
        quiet.forEach(flow -> suspicions.computeIfAbsent(flow, one -> new SuspectFlow(one, now)));
        if (suspicions.size() > known) {
            alarm.doubt();
        }
        lookInto(suspicions.values().stream()
                .filter(suspicion ->
                        suspicion.isDue(now) && suspicion.flow().backend().isPresent())
                .toList());
        overdue.endThem(ticker.nanos());
        graves.visitIfDue();
    }

    private void lookInto(List<SuspectFlow> due) {
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
            Map<Backend, BackendActivity> activities = witness.ask(backends);
            misses = 0;
            lateMisses = 0;
            due.forEach(suspicion -> suspicion.flow().backend().ifPresent(one -> judge(suspicion, one, activities)));
        } catch (SQLException e) {
            noAnswer(e, due, isOwnLateness(late, Duration.ofNanos(ticker.nanos() - began)));
        }
    }

    private void judge(SuspectFlow suspicion, Backend backend, Map<Backend, BackendActivity> activities) {
        FlowState verdict = suspicion.judge(activities.get(backend), ticker.nanos());
        tell(suspicion, verdict.told());
        if (verdict == FlowState.DEAD && !suspicion.isOver()) {
            if (cut(suspicion, CutCause.DEAD_FLOW, suspicion.seen())) {
                fence(backend);
            }
        }
    }

    private void tell(SuspectFlow suspicion, WaitVerdict verdict) {
        if (!retired && !suspicion.isOver()) {
            alarm.waitJudged(suspicion.flow().waiting(), verdict);
        }
    }

    /** A question that this process was too late for proves nothing, a few times in a row. */
    private boolean isOwnLateness(long lateBefore, Duration took) {
        return lateMisses < LATE_MISSES && lateness.explains(lateBefore, took);
    }

    private void noAnswer(SQLException e, List<SuspectFlow> asked, boolean late) {
        if (NO_EVIDENCE.contains(
                FailureClassifier.classify(FailurePhase.CONNECT, e).kind())) {
            return;
        }
        alarm.doubt();
        asked.forEach(suspicion -> tell(suspicion, WaitVerdict.NO_ANSWER));
        if (late) {
            lateMisses++;
            return;
        }
        misses++;
        if (misses >= patience.misses()) {
            cutAll(suspicions.values());
        }
    }

    /**
     * Of those behind a pooler nothing is known: the pooler may be busy. Work that cannot be run again waits, and is judged by
     * evidence when the server answers again.
     */
    private void cutAll(Collection<SuspectFlow> all) {
        all.stream()
                .filter(suspicion ->
                        !suspicion.isOver() && suspicion.flow().backend().isPresent())
                .filter(suspicion -> suspicion.flow().lease().repeatable())
                .forEach(this::cutForSilence);
    }

    private void cutForSilence(SuspectFlow suspicion) {
        boolean unused = cut(suspicion, CutCause.SERVER_SILENT, "no answer");
    }

    private void closeOverdue(Flow flow) {
        SuspectFlow suspect = suspicions.computeIfAbsent(flow, one -> new SuspectFlow(one, ticker.nanos()));
        if (cut(suspect, CutCause.DEADLINE, suspect.seen())) {
            flow.backend().ifPresent(this::fence);
        }
    }

    private void cancel(Flow flow) {
        try {
            Duration waited = flow.waiting();
            witness.cancel(flow.backend().orElseThrow());
            alarm.statementCancelled(waited);
        } catch (SQLException e) {
            LOG.log(DEBUG, "A statement beyond its deadline could not be cancelled: " + e.getMessage());
        }
    }

    /** Returns whether the connection was closed. */
    private boolean cut(SuspectFlow suspicion, CutCause cause, String seen) {
        boolean replied = cause != CutCause.DEADLINE
                && !suspicion.flow().isWriting()
                && suspicion.flow().hasUnreadBytes();
        if (retired || replied) {
            return false; // a reply that is there already needs nothing but processor time
        }
        Duration waited = suspicion.flow().waiting();
        alarm.flowCut(waited, cause, seen);
        suspicion.flow().cut();
        graves.visitLater();
        return true;
    }

    /** The backend may hold locks for as long as it believes in its client. */
    private void fence(Backend backend) {
        try {
            witness.terminate(backend);
        } catch (SQLException e) {
            LOG.log(DEBUG, "A backend whose connection is dead could not be ended: " + e.getMessage());
        }
    }
}
