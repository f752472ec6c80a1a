package dev.lifeline.persistence.internal.batch;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One caller's look-up that waits for its turn. The caller's thread waits; another one ends the wait. */
final class PendingLookup<K, V> {
    private final K key;
    private final Duration longestAnswer;
    private final Ticker ticker;
    private final Thread caller = Thread.currentThread();
    private final AtomicReference<Turn> turn = new AtomicReference<>(Turn.WAITING);
    private volatile @Nullable Places place;
    private volatile boolean waits;
    private volatile long since;
    private volatile long takenAt;
    private volatile @Nullable Runnable abandoned;
    private @Nullable V row;
    private @Nullable Throwable failure;

    /**
     * @param longestAnswer how long the caller waits for the answer once another caller asks for it
     */
    PendingLookup(K key, Duration longestAnswer, Ticker ticker) {
        this.key = key;
        this.longestAnswer = longestAnswer;
        this.ticker = ticker;
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
        /** Its caller left before anything was asked. */
        LEFT,
        /** Its caller left while another caller asked for it. */
        ABANDONED
    }

    K key() {
        return key;
    }

    /** Has the caller ask the database, at one of those places, which he then has to pass on; false if he has gone. */
    boolean appoint(Places his) {
        place = his;
        return end(Turn.WAITING, Turn.LEADS);
    }

    /** The place that its caller was appointed to, if he was. */
    Optional<Places> place() {
        return turn.get() == Turn.LEADS ? Optional.ofNullable(place) : Optional.empty();
    }

    /** From here on its caller waits for nothing but his turn. */
    void begin() {
        since = ticker.nanos();
        waits = true;
    }

    /** For how long its caller has waited for his turn; 0 before he began to. */
    long waitedNanos() {
        return waits ? ticker.nanos() - since : 0;
    }

    /** Its caller goes; false if somebody has seen to it already. */
    boolean leave() {
        return turn.compareAndSet(Turn.WAITING, Turn.LEFT);
    }

    /** Somebody else will ask for it; false if the caller has gone. */
    boolean take() {
        takenAt = ticker.nanos();
        return turn.compareAndSet(Turn.WAITING, Turn.TAKEN);
    }

    /** Runs the action if the caller leaves, or has left, while another caller asks for it; at most twice, on any thread. */
    void onAbandoned(Runnable action) {
        abandoned = action;
        if (isAbandoned()) {
            action.run();
        }
    }

    /** Returns whether the caller left while another caller asked for it. */
    boolean isAbandoned() {
        return present() == Turn.ABANDONED;
    }

    private void reportAbandoned() {
        Runnable action = abandoned;
        if (action != null) {
            action.run();
        }
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

    /** Fails a look-up that was taken and has no answer, or that of the caller that asked; without effect on any other. */
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

    /** Waits as {@link #await}; whether nobody has seen to it by then, and the caller may wait on. */
    boolean isStillWaitingAfter(Duration limit) {
        await(limit);
        return present() == Turn.WAITING && !Thread.currentThread().isInterrupted();
    }

    /**
     * Waits for the caller's turn, until that long after {@link #begin}; once another caller asks for it, for the answer,
     * as long as answers may take. No longer if the thread is interrupted, whose flag is left as it is.
     */
    void await(Duration limit) {
        while (!Thread.currentThread().isInterrupted()) {
            Turn present = present();
            long left = present == Turn.TAKEN ? answerNanosLeft() : limit.toNanos() - waitedNanos();
            if (hasCome(present) || left <= 0) {
                return;
            }
            LockSupport.parkNanos(this, Math.min(left, longestAnswer.toNanos())); // being taken wakes nothing
        }
    }

    private long answerNanosLeft() {
        return longestAnswer.toNanos() - (ticker.nanos() - takenAt);
    }

    /** The caller goes unless his turn or the answer has come. */
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

    /** What was found, once the turn is {@link Turn#DONE}. */
    Optional<V> row() {
        return Optional.ofNullable(row);
    }

    /** Why it failed, once the turn is {@link Turn#DONE}. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }
}
