package dev.lifeline.persistence.internal.batch;

import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.persistence.internal.batch.PendingLookup.Turn;
import dev.lifeline.persistence.lookup.Lookup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/**
 * Lets as many statements run at a time as there are places. A look-up that finds a free place goes at once and alone. Those that
 * do not are gathered, and whoever leaves a place hands it to the first of them, who asks for all that have gathered by then. So
 * there is no timer and no thread of its own, and an idle database answers as quickly as without. Safe for use by several
 * threads.
 */
public final class Batcher<K, V> implements Lookup<K, V> {
    private final Rows<K, V> rows;
    private final Entrance entrance;
    private final Semaphore places;
    private final int maxSize;
    private final Duration longestWait;
    private final Ticker ticker;
    private final Queue<PendingLookup<K, V>> pending = new ConcurrentLinkedQueue<>();

    /**
     * @param entrance where each caller waits for the database to be usable, before he takes a place
     * @param places how many statements run at a time
     * @param maxSize how many keys one statement asks for at most
     * @param longestWait after which a caller whose turn has not come is refused
     */
    public Batcher(Rows<K, V> rows, Entrance entrance, int places, int maxSize, Duration longestWait, Ticker ticker) {
        this.rows = rows;
        this.entrance = entrance;
        this.places = new Semaphore(places);
        this.maxSize = maxSize;
        this.longestWait = longestWait;
        this.ticker = ticker;
    }

    @Override
    public Optional<V> find(K key) {
        return entrance.isOpen() && places.tryAcquire() ? alone(key) : gathered(key);
    }

    private Optional<V> alone(K key) {
        try {
            return rows.one(key);
        } finally {
            passPlaceOn();
        }
    }

    /** Queues before the entrance: whoever gets in first asks for all who still wait there. */
    private Optional<V> gathered(K key) {
        PendingLookup<K, V> mine = new PendingLookup<>(key);
        pending.add(mine);
        enter(mine);
        return switch (turnOf(mine)) {
            case LEADS -> lead(mine);
            case DONE -> outcome(mine);
            case LEFT, WAITING, TAKEN -> throw entrance.refusal();
        };
    }

    private void enter(PendingLookup<K, V> mine) {
        try {
            entrance.pass();
            entrance.queue();
        } catch (DatabaseUnavailableException refused) {
            if (mine.leave()) {
                pending.remove(mine);
            } else if (mine.leads()) {
                passPlaceOn();
            }
            throw refused;
        }
    }

    private Turn turnOf(PendingLookup<K, V> mine) {
        long began = ticker.nanos();
        Turn turn = Turn.LEFT;
        try {
            if (places.tryAcquire()) { // one came free while we queued, and whoever left it may not have seen us
                passPlaceOn();
            }
            turn = mine.await(longestWait, ticker);
            return turn;
        } finally {
            if (turn == Turn.LEFT) {
                pending.remove(mine);
            }
            entrance.unqueue(Duration.ofNanos(ticker.nanos() - began), turn == Turn.LEFT);
        }
    }

    /** Whoever has a place either hands it to somebody who waits, or gives it back when nobody does. */
    private void passPlaceOn() {
        do {
            for (PendingLookup<K, V> next = pending.poll(); next != null; next = pending.poll()) {
                if (next.appoint()) {
                    return;
                }
            }
            places.release();
        } while (!pending.isEmpty() && places.tryAcquire());
    }

    private Optional<V> lead(PendingLookup<K, V> mine) {
        List<PendingLookup<K, V>> members = membersWith(mine);
        if (members.size() == 1) {
            return alone(mine.key());
        }
        askFor(members);
        return outcome(mine);
    }

    private void askFor(List<PendingLookup<K, V>> members) {
        Map<K, V> found;
        try {
            found = rows.many(keysOf(members));
        } catch (RuntimeException | Error e) {
            members.forEach(member -> member.fail(e));
            return;
        } finally {
            passPlaceOn();
        }
        members.forEach(member -> member.answer(found.get(member.key())));
    }

    private static <K> Set<K> keysOf(List<? extends PendingLookup<K, ?>> members) {
        return members.stream().map(PendingLookup::key).collect(Collectors.toSet());
    }

    private List<PendingLookup<K, V>> membersWith(PendingLookup<K, V> mine) {
        List<PendingLookup<K, V>> members = new ArrayList<>();
        members.add(mine);
        while (members.size() < maxSize) {
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
                && outage.reason() != FailureReason.SHUTTING_DOWN) {
            throw entrance.likewise(outage);
        }
        return rows.one(mine.key());
    }

    /** How many look-ups wait for their turn. */
    int gathered() {
        return pending.size();
    }
}
