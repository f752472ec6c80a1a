package dev.lifeline.datasource.internal.batch;

import dev.lifeline.datasource.internal.batch.PendingLookup.Turn;
import dev.lifeline.datasource.internal.operation.Deadline;
import dev.lifeline.domain.connection.CallerCancellation;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Batches look-ups into shared statements and limits the number of concurrent statements. A look-up that gets a permit
 * runs at once, alone. Other look-ups are queued. A thread that returns a permit hands it to the first queued look-up.
 * The thread of that look-up then runs one statement for all queued look-ups. A look-up that has waited longer than
 * {@link BatchLimits#patience}, because running statements are slow or stuck, may use one of the additional permits.
 * Batching needs no separate thread and adds no delay while the database is idle. Safe for use by several threads.
 */
public final class Batcher<K, V> {
    private final Rows<K, V> rows;
    private final BatchEntry entry;
    private final BatchLimits limits;
    private final StatementPermits usual;
    private final StatementPermits further;
    private final Ticker ticker;
    private final LookupQueue<K, V> queue = new LookupQueue<>();
    private final BatchRunner<K, V> batches;

    /** @param entry where each caller waits for a usable database before it takes a permit */
    public Batcher(Rows<K, V> rows, BatchEntry entry, BatchLimits limits, Ticker ticker) {
        this.rows = rows;
        this.entry = entry;
        this.limits = limits;
        this.usual = new StatementPermits(limits.statements(), Duration.ZERO);
        this.further = new StatementPermits(limits.most() - limits.statements(), limits.patience());
        this.ticker = ticker;
        this.batches = new BatchRunner<>(rows, queue, limits.maxSize());
    }

    /** Returns the row of a key; empty if there is none. Blocks at most until 2 s after the deadline. */
    public Optional<V> find(K key, Deadline deadline) {
        Objects.requireNonNull(key, "key");
        if (entry.isOpen() && usual.take()) {
            return alone(key, deadline, usual);
        }
        return entry.isNested() ? rows.one(key, deadline) : gathered(key, deadline);
    }

    private Optional<V> alone(K key, Deadline deadline, StatementPermits permit) {
        try {
            return rows.one(key, deadline);
        } finally {
            queue.passOn(permit);
        }
    }

    /**
     * Queues the look-up before it passes the entry, so that the first caller that passes includes all queued look-ups.
     */
    private Optional<V> gathered(K key, Deadline deadline) {
        PendingLookup<K, V> mine = new PendingLookup<>(key, deadline, ticker);
        queue.add(mine);
        enter(mine);
        return switch (turnOf(mine)) {
            case LEADS -> lead(mine, mine.permit().orElseThrow());
            case DONE -> outcome(mine);
            case LEFT -> throw refusal(FailureReason.POOL_EXHAUSTED);
            case ABANDONED, WAITING, TAKEN -> throw refusal(FailureReason.CONNECTION_TIMEOUT);
        };
    }

    private DatabaseUnavailableException refusal(FailureReason reason) {
        boolean interrupted = Thread.currentThread().isInterrupted()
                || CallerCancellation.current().isCancelled();
        return entry.refusal(interrupted ? FailureReason.INTERRUPTED : reason);
    }

    private void enter(PendingLookup<K, V> mine) {
        try {
            entry.pass(mine.deadline());
            entry.queue();
        } catch (DatabaseUnavailableException refused) {
            if (mine.leave()) {
                queue.remove(mine);
            }
            mine.permit().ifPresent(queue::passOn);
            throw refused;
        }
    }

    private Turn turnOf(PendingLookup<K, V> mine) {
        mine.begin();
        Turn turn = Turn.LEFT;
        try {
            queue.claim(usual); // a permit may have been returned before this look-up was in the queue
            turn = CallerCancellation.current().interrupting(() -> {
                awaitTurn(mine);
                return mine.giveUp();
            });
            return turn;
        } finally {
            if (turn == Turn.LEFT) {
                queue.remove(mine);
            }
            entry.unqueue(Duration.ofNanos(mine.waitedNanos()), turn == Turn.LEFT || turn == Turn.ABANDONED);
        }
    }

    /**
     * Waits for the turn. Tries the additional permits at doubling intervals, because the look-up that was first in the
     * queue at the last attempt may have left.
     */
    private void awaitTurn(PendingLookup<K, V> mine) {
        Duration until = limits.patience();
        while (until.compareTo(limits.longestWait()) < 0 && mine.isStillWaitingAfter(until)) {
            queue.claim(further);
            until = until.multipliedBy(2);
        }
        mine.await(limits.longestWait());
    }

    private Optional<V> lead(PendingLookup<K, V> mine, StatementPermits permit) {
        List<PendingLookup<K, V>> members = batches.membersWith(mine, permit);
        if (members.size() == 1) {
            return alone(mine.key(), mine.deadline(), permit);
        }
        batches.run(members, permit);
        return ownOutcome(mine);
    }

    /** Rethrows the failure of the statement that this thread ran itself; it has already been reported. */
    private Optional<V> ownOutcome(PendingLookup<K, V> mine) {
        if (mine.failure().orElse(null) instanceof DatabaseUnavailableException outage
                && outage.reason() != FailureReason.SHUTTING_DOWN) {
            throw outage;
        }
        return outcome(mine);
    }

    /**
     * Returns the result of a shared statement. An outage fails all look-ups. Any other failure may be caused by one
     * key, or by an interrupt of the leader; the look-up then runs alone.
     */
    private Optional<V> outcome(PendingLookup<K, V> mine) {
        Optional<Throwable> failure = mine.failure();
        if (failure.isEmpty()) {
            return mine.row();
        }
        if (failure.get() instanceof DatabaseUnavailableException outage
                && outage.reason() != FailureReason.SHUTTING_DOWN
                && outage.reason() != FailureReason.INTERRUPTED
                && !mine.hasTimeAfterLeader()) {
            throw entry.shared(outage);
        }
        return rows.one(mine.key(), mine.deadline());
    }

    /** Returns the number of queued look-ups. */
    int gathered() {
        return queue.size();
    }
}
