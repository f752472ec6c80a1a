package dev.lifeline.datasource.internal.batch;

import dev.lifeline.datasource.internal.operation.Deadline;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Queued look-up. The caller's thread waits; another thread ends the wait. */
final class PendingLookup<K, V> {
    private final K key;
    private final Deadline deadline;
    private final Ticker ticker;
    private final Thread caller = Thread.currentThread();
    private final AtomicReference<Turn> turn = new AtomicReference<>(Turn.WAITING);
    private volatile @Nullable StatementPermits permit;
    private volatile @Nullable Deadline leadersDeadline;
    private volatile boolean waits;
    private volatile long since;
    private volatile @Nullable Runnable abandoned;
    private @Nullable V row;
    private @Nullable Throwable failure;

    /** @param deadline time until which the caller waits, either in the queue or for the statement of another caller */
    PendingLookup(K key, Deadline deadline, Ticker ticker) {
        this.key = key;
        this.deadline = deadline;
        this.ticker = ticker;
    }

    /** State of a look-up. */
    enum Turn {
        /** In the queue. */
        WAITING,
        /** The caller's thread runs the statement, for itself and for others. */
        LEADS,
        /** Another thread's statement includes the look-up. */
        TAKEN,
        /** The look-up has a result or has failed. */
        DONE,
        /** The caller left before a statement included the look-up. */
        LEFT,
        /** The caller left while another thread's statement included the look-up. */
        ABANDONED
    }

    K key() {
        return key;
    }

    Deadline deadline() {
        return deadline;
    }

    /**
     * Makes the caller's thread run the statement with the given permit, which it must pass on; returns false if the
     * caller has left.
     */
    boolean lead(StatementPermits permits) {
        permit = permits;
        return end(Turn.WAITING, Turn.LEADS);
    }

    /** Returns the permit of a caller that leads; empty otherwise. */
    Optional<StatementPermits> permit() {
        return turn.get() == Turn.LEADS ? Optional.ofNullable(permit) : Optional.empty();
    }

    /** Starts the wait for the turn. */
    void begin() {
        since = ticker.nanos();
        waits = true;
    }

    /** Returns how long the caller has waited for its turn, in nanoseconds; 0 before the wait starts. */
    long waitedNanos() {
        return waits ? ticker.nanos() - since : 0;
    }

    /** Removes a queued look-up; returns false if it is no longer in the queue. */
    boolean leave() {
        return turn.compareAndSet(Turn.WAITING, Turn.LEFT);
    }

    /**
     * Includes the look-up in another thread's statement; returns false if the caller has left.
     *
     * @param leaders deadline of that thread
     */
    boolean takeFor(Deadline leaders) {
        leadersDeadline = leaders;
        return turn.compareAndSet(Turn.WAITING, Turn.TAKEN);
    }

    /** Returns whether the deadline of the leading thread has passed, but not that of this caller. */
    boolean hasTimeAfterLeader() {
        Deadline leaders = leadersDeadline;
        return leaders != null && leaders.isOver() && !deadline.isOver();
    }

    /**
     * Runs the action if the caller leaves, or has left, while another thread's statement includes the look-up. Runs it
     * at most twice, on any thread.
     */
    void onAbandoned(Runnable action) {
        abandoned = action;
        if (isAbandoned()) {
            action.run();
        }
    }

    /** Returns whether the caller left while another thread's statement included the look-up. */
    boolean isAbandoned() {
        return present() == Turn.ABANDONED;
    }

    private void reportAbandoned() {
        Runnable action = abandoned;
        if (action != null) {
            action.run();
        }
    }

    /** Completes an included look-up. */
    void answer(@Nullable V found) {
        row = found;
        end(Turn.TAKEN, Turn.DONE);
    }

    /** Fails an included look-up. */
    void fail(Throwable why) {
        failure = why;
        end(Turn.TAKEN, Turn.DONE);
    }

    /** Fails a look-up that is included or leads; without effect in other states. */
    void failIfOpen(Throwable why) {
        if (present() == Turn.TAKEN || present() == Turn.LEADS) {
            fail(why);
        }
    }

    private boolean end(Turn from, Turn to) {
        boolean changed = turn.compareAndSet(from, to);
        if (changed) {
            LockSupport.unpark(caller);
        }
        return changed;
    }

    /** Waits like {@link #await} and returns whether the look-up is still in the queue and may continue to wait. */
    boolean isStillWaitingAfter(Duration limit) {
        await(limit);
        return present() == Turn.WAITING && !Thread.currentThread().isInterrupted();
    }

    /**
     * Waits until the caller leads, but at most for the limit after {@link #begin}; if another thread's statement
     * includes the look-up, waits for the result instead. Never waits beyond the deadline. Returns early if the thread
     * is interrupted, and leaves its interrupt flag set.
     */
    void await(Duration limit) {
        while (!Thread.currentThread().isInterrupted()) {
            Turn present = present();
            long left = deadline.left().toNanos();
            left = present == Turn.TAKEN ? left : Math.min(left, limit.toNanos() - waitedNanos());
            if (hasCome(present) || left <= 0) {
                return;
            }
            LockSupport.parkNanos(this, left); // not unparked when taken: the loop recalculates the limit
        }
    }

    /** Ends the wait: the caller leaves, unless it leads or has a result. */
    Turn giveUp() {
        while (true) {
            Turn present = present();
            if (hasCome(present)) {
                return present;
            }
            Turn gone = present == Turn.TAKEN ? Turn.ABANDONED : Turn.LEFT;
            if (turn.compareAndSet(present, gone)) {
                if (gone == Turn.ABANDONED) {
                    reportAbandoned();
                }
                return gone;
            }
        }
    }

    private Turn present() {
        return Objects.requireNonNull(turn.get());
    }

    private static boolean hasCome(Turn turn) {
        return turn == Turn.LEADS || turn == Turn.DONE;
    }

    /** Returns the row in state {@link Turn#DONE}; empty if there is none. */
    Optional<V> row() {
        return Optional.ofNullable(row);
    }

    /** Returns the failure in state {@link Turn#DONE}; empty on success. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }
}
