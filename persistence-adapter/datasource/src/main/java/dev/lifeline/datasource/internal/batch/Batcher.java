package dev.lifeline.datasource.internal.batch;

import dev.lifeline.datasource.internal.batch.PendingLookup.Turn;
import dev.lifeline.datasource.internal.operation.Deadline;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many statements run at a time. A look-up that finds a free place goes at once and alone. Those that do not are gathered,
 * and whoever leaves a place hands it to the first of them, who asks for all that have gathered by then. Who has waited in vain
 * for a while, since the statements that run are slow or stuck, has one of some further places. So there is no thread of its own,
 * and an idle database answers as quickly as without. Safe for use by several threads.
 */
public final class Batcher<K, V> {
    private final Rows<K, V> rows;
    private final BatchEntry entrance;
    private final BatchLimits limits;
    private final StatementPermits usual;
    private final StatementPermits further;
    private final Ticker ticker;
    private final FailedBatches failures = new FailedBatches();
    private final Queue<PendingLookup<K, V>> pending = new ConcurrentLinkedQueue<>();

    /**
     * @param entrance where each caller waits for the database to be usable, before he takes a place
     */
    public Batcher(Rows<K, V> rows, BatchEntry entrance, BatchLimits limits, Ticker ticker) {
        this.rows = rows;
        this.entrance = entrance;
        this.limits = limits;
        this.usual = new StatementPermits(limits.statements(), Duration.ZERO);
        this.further = new StatementPermits(limits.most() - limits.statements(), limits.patience());
        this.ticker = ticker;
    }

    /** Returns the row of a key, or nothing if there is none. Blocks until the deadline at most, and 2 s. */
    public Optional<V> find(K key, Deadline deadline) {
        Objects.requireNonNull(key, "key");
        if (entrance.isOpen() && usual.take()) {
            return alone(key, deadline, usual);
        }
        return entrance.isNested() ? rows.one(key, deadline) : gathered(key, deadline);
    }

    private Optional<V> alone(K key, Deadline deadline, StatementPermits place) {
        try {
            return rows.one(key, deadline);
        } finally {
            passOn(place);
        }
    }

    /** Queues before the entrance: whoever gets in first asks for all who still wait there. */
    private Optional<V> gathered(K key, Deadline deadline) {
        PendingLookup<K, V> mine = new PendingLookup<>(key, deadline, ticker);
        pending.add(mine);
        enter(mine);
        return switch (turnOf(mine)) {
            case LEADS -> lead(mine, mine.place().orElseThrow());
            case DONE -> outcome(mine);
            case LEFT -> throw refusal(FailureReason.POOL_EXHAUSTED);
            case ABANDONED, WAITING, TAKEN -> throw refusal(FailureReason.CONNECTION_TIMEOUT);
        };
    }

    private DatabaseUnavailableException refusal(FailureReason reason) {
        return entrance.refusal(Thread.currentThread().isInterrupted() ? FailureReason.INTERRUPTED : reason);
    }

    private void enter(PendingLookup<K, V> mine) {
        try {
            entrance.pass(mine.deadline());
            entrance.queue();
        } catch (DatabaseUnavailableException refused) {
            if (mine.leave()) {
                pending.remove(mine);
            }
            mine.place().ifPresent(this::passOn);
            throw refused;
        }
    }

    private Turn turnOf(PendingLookup<K, V> mine) {
        mine.begin();
        Turn turn = Turn.LEFT;
        try {
            claim(usual); // one came free while we queued, and whoever left it may not have seen us
            awaitTurn(mine);
            turn = mine.giveUp();
            return turn;
        } finally {
            if (turn == Turn.LEFT) {
                pending.remove(mine);
            }
            entrance.unqueue(Duration.ofNanos(mine.waitedNanos()), turn == Turn.LEFT || turn == Turn.ABANDONED);
        }
    }

    /** Again and again, ever more rarely, for whoever was first in the queue then may have gone. */
    private void awaitTurn(PendingLookup<K, V> mine) {
        Duration until = limits.patience();
        while (until.compareTo(limits.longestWait()) < 0 && mine.isStillWaitingAfter(until)) {
            claim(further);
            until = until.multipliedBy(2);
        }
        mine.await(limits.longestWait());
    }

    private void claim(StatementPermits places) {
        if (places.take()) {
            passOn(places);
        }
    }

    /** Whoever has a place either hands it to somebody who waits for one like it, or gives it back when nobody does. */
    private void passOn(StatementPermits place) {
        do {
            for (PendingLookup<K, V> next = nextFor(place); next != null; next = nextFor(place)) {
                if (next.appoint(place)) {
                    return;
                }
            }
            place.leave();
        } while (isWantedBySomebody(place) && place.take());
    }

    private @Nullable PendingLookup<K, V> nextFor(StatementPermits place) {
        return isWantedBySomebody(place) ? pending.poll() : null;
    }

    private boolean isWantedBySomebody(StatementPermits place) {
        PendingLookup<K, V> first = pending.peek();
        return first != null && place.isFor(first);
    }

    private Optional<V> lead(PendingLookup<K, V> mine, StatementPermits place) {
        List<PendingLookup<K, V>> members = membersWith(mine, place);
        if (members.size() == 1) {
            return alone(mine.key(), mine.deadline(), place);
        }
        askFor(members, place);
        return ownOutcome(mine);
    }

    /** The failure of the statement that this caller ran itself is reported already. */
    private Optional<V> ownOutcome(PendingLookup<K, V> mine) {
        if (mine.failure().orElse(null) instanceof DatabaseUnavailableException outage
                && outage.reason() != FailureReason.SHUTTING_DOWN) {
            throw outage;
        }
        return outcome(mine);
    }

    private void askFor(List<PendingLookup<K, V>> members, StatementPermits place) {
        try {
            Map<K, V> found = rowsOf(keysOf(members), members.get(0).deadline(), place);
            members.forEach(member -> member.answer(found.get(member.key())));
            failures.succeeded();
        } catch (Throwable e) {
            members.forEach(member -> member.failIfOpen(e));
            failures.failed(e);
        }
    }

    /** Copies the rows: a map of an embedder may throw on access, and no caller may wait for an answer then. */
    private Map<K, V> rowsOf(Set<K> keys, Deadline deadline, StatementPermits place) {
        Map<K, V> rowByKey = new HashMap<>();
        try {
            Map<K, V> found = Objects.requireNonNull(rows.many(keys, deadline), "rows");
            for (K key : keys) {
                V row = found.get(key);
                if (row != null) {
                    rowByKey.put(key, row);
                }
            }
        } finally {
            passOn(place);
        }
        return rowByKey;
    }

    private static <K> Set<K> keysOf(List<? extends PendingLookup<K, ?>> members) {
        return members.stream().map(PendingLookup::key).collect(Collectors.toSet());
    }

    /** If that fails, the permit is passed on and the members that were taken fail: nothing else would end their wait. */
    private List<PendingLookup<K, V>> membersWith(PendingLookup<K, V> mine, StatementPermits place) {
        List<PendingLookup<K, V>> members = new ArrayList<>();
        try {
            members.add(mine);
            return filled(members);
        } catch (RuntimeException | Error e) {
            passOn(place);
            members.forEach(member -> member.failIfOpen(e));
            throw e;
        }
    }

    private List<PendingLookup<K, V>> filled(List<PendingLookup<K, V>> members) {
        while (members.size() < limits.maxSize()) {
            PendingLookup<K, V> next = pending.poll();
            if (next == null) {
                return members;
            }
            if (next.takeFor(members.get(0).deadline())) {
                members.add(next);
            }
        }
        return members;
    }

    /**
     * An outage is everybody's. Whatever else failed may be the doing of one key, or of the thread that asked: then each asks for
     * himself.
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
            throw entrance.likewise(outage);
        }
        return rows.one(mine.key(), mine.deadline());
    }

    /** How many look-ups wait for their turn. */
    int gathered() {
        return pending.size();
    }
}
