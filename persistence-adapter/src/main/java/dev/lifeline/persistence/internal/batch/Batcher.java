package dev.lifeline.persistence.internal.batch;

import dev.lifeline.domain.connection.CallerCancellation;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.persistence.internal.batch.PendingLookup.Turn;
import dev.lifeline.persistence.lookup.Lookup;
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
public final class Batcher<K, V> implements Lookup<K, V> {
    private final Rows<K, V> rows;
    private final Entrance entrance;
    private final BatchLimits limits;
    private final Places usual;
    private final Places further;
    private final Ticker ticker;
    private final FailedBatches failures = new FailedBatches();
    private final Queue<PendingLookup<K, V>> pending = new ConcurrentLinkedQueue<>();

    /**
     * @param entrance where each caller waits for the database to be usable, before he takes a place
     */
    public Batcher(Rows<K, V> rows, Entrance entrance, BatchLimits limits, Ticker ticker) {
        this.rows = rows;
        this.entrance = entrance;
        this.limits = limits;
        this.usual = new Places(limits.statements(), Duration.ZERO);
        this.further = new Places(limits.most() - limits.statements(), limits.patience());
        this.ticker = ticker;
    }

    @Override
    public Optional<V> find(K key) {
        Objects.requireNonNull(key, "key");
        if (entrance.isOpen() && usual.take()) {
            return alone(key, usual);
        }
        return entrance.isNested() ? rows.one(key) : gathered(key);
    }

    private Optional<V> alone(K key, Places place) {
        try {
            return rows.one(key);
        } finally {
            passOn(place);
        }
    }

    /** Queues before the entrance: whoever gets in first asks for all who still wait there. */
    private Optional<V> gathered(K key) {
        PendingLookup<K, V> mine = new PendingLookup<>(key, limits.longestAnswer(), ticker);
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
        boolean interrupted = Thread.currentThread().isInterrupted()
                || CallerCancellation.current().isCancelled();
        return entrance.refusal(interrupted ? FailureReason.INTERRUPTED : reason);
    }

    private void enter(PendingLookup<K, V> mine) {
        try {
            entrance.pass();
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
            turn = CallerCancellation.current().interrupting(() -> {
                awaitTurn(mine);
                return mine.giveUp();
            });
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

    private void claim(Places places) {
        if (places.take()) {
            passOn(places);
        }
    }

    /** Whoever has a place either hands it to somebody who waits for one like it, or gives it back when nobody does. */
    private void passOn(Places place) {
        do {
            for (PendingLookup<K, V> next = nextFor(place); next != null; next = nextFor(place)) {
                if (next.appoint(place)) {
                    return;
                }
            }
            place.leave();
        } while (isWantedBySomebody(place) && place.take());
    }

    private @Nullable PendingLookup<K, V> nextFor(Places place) {
        return isWantedBySomebody(place) ? pending.poll() : null;
    }

    private boolean isWantedBySomebody(Places place) {
        PendingLookup<K, V> first = pending.peek();
        return first != null && place.isFor(first);
    }

    private Optional<V> lead(PendingLookup<K, V> mine, Places place) {
        List<PendingLookup<K, V>> members = membersWith(mine, place);
        if (members.size() == 1) {
            return alone(mine.key(), place);
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

    private void askFor(List<PendingLookup<K, V>> members, Places place) {
        try {
            var statement = new SharedStatement(members.subList(1, members.size()));
            Map<K, V> found = statement.run(() -> rowsOf(keysOf(members), place));
            members.forEach(member -> member.answer(found.get(member.key())));
            failures.succeeded();
        } catch (Throwable e) {
            members.forEach(member -> member.failIfOpen(e));
            failures.failed(e);
        }
    }

    /** Copies the rows: a map of an embedder may throw on access, and no caller may wait for an answer then. */
    private Map<K, V> rowsOf(Set<K> keys, Places place) {
        Map<K, V> rowByKey = new HashMap<>();
        try {
            Map<K, V> found = Objects.requireNonNull(rows.many(keys), "rows");
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
    private List<PendingLookup<K, V>> membersWith(PendingLookup<K, V> mine, Places place) {
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
            if (next.take()) {
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
                && outage.reason() != FailureReason.INTERRUPTED) {
            throw entrance.likewise(outage);
        }
        return rows.one(mine.key());
    }

    /** How many look-ups wait for their turn. */
    int gathered() {
        return pending.size();
    }
}
