package dev.lifeline.persistence.internal.batch;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One caller's look-up that waits for its turn. The caller's thread waits; another one ends the wait. */
final class PendingLookup<K, V> {
    private final K key;
    private final Thread caller = Thread.currentThread();
    private final AtomicReference<Turn> turn = new AtomicReference<>(Turn.WAITING);
    private @Nullable V row;
    private @Nullable Throwable failure;

    PendingLookup(K key) {
        this.key = key;
    }

    /** What has become of a look-up. */
    enum Turn {
        /** Nobody has seen to it yet. */
        WAITING,
        /** Its caller is to ask the database, for himself and for others. */
        LEADS,
        /** Somebody asks the database for it. */
        TAKEN,
        /** It is answered, or has failed. */
        DONE,
        /** Its caller has gone. */
        LEFT
    }

    K key() {
        return key;
    }

    /** Has the caller ask the database; false if he has gone. */
    boolean appoint() {
        return end(Turn.WAITING, Turn.LEADS);
    }

    /** Whether its caller was appointed to ask the database. */
    boolean leads() {
        return turn.get() == Turn.LEADS;
    }

    /** Its caller goes; false if somebody has seen to it already. */
    boolean leave() {
        return turn.compareAndSet(Turn.WAITING, Turn.LEFT);
    }

    /** Somebody else will ask for it; false if the caller has gone. */
    boolean take() {
        return turn.compareAndSet(Turn.WAITING, Turn.TAKEN);
    }

    /** Answers a look-up that was taken. */
    void answer(@Nullable V found) {
        row = found;
        end(Turn.TAKEN, Turn.DONE);
    }

    /** Fails a look-up that was taken. */
    void fail(Throwable why) {
        failure = why;
        end(Turn.TAKEN, Turn.DONE);
    }

    private boolean end(Turn from, Turn to) {
        boolean changed = turn.compareAndSet(from, to);
        if (changed) {
            LockSupport.unpark(caller);
        }
        return changed;
    }

    /**
     * Waits for the caller's turn, or for the answer.
     *
     * @return {@link Turn#LEADS}, {@link Turn#DONE}, or {@link Turn#LEFT} if neither came in time or the thread was interrupted,
     *     whose flag is left as it is
     */
    Turn await(Duration limit, Ticker ticker) {
        long end = ticker.nanos() + limit.toNanos();
        while (true) {
            Turn present = turn.get();
            if (present == Turn.LEADS || present == Turn.DONE) {
                return present;
            }
            long left = end - ticker.nanos();
            if ((left <= 0 || Thread.currentThread().isInterrupted()) && turn.compareAndSet(present, Turn.LEFT)) {
                return Turn.LEFT;
            }
            LockSupport.parkNanos(this, left);
        }
    }

    /** What was found, once the turn is {@link Turn#DONE}. */
    Optional<V> row() {
        return Optional.ofNullable(row);
    }

    /** Why it failed, once the turn is {@link Turn#DONE}. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }
}
