package dev.lifeline.persistence.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.project.ProjectOutcome.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Collectors;

/** What callers asked and were told. Safe for use by several threads. */
public final class History {
    private final Queue<Told> writes = new ConcurrentLinkedQueue<>();
    private final Queue<Seen> reads = new ConcurrentLinkedQueue<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicIntegerArray counts = new AtomicIntegerArray(Count.values().length);

    /** What is counted for people. */
    public enum Count {
        /** Writes that were told as done. */
        DONE,
        /** Writes to which there was something in the way: 404, 409, 412. */
        REFUSED,
        /** Writes whose last answer was that the database could not be used. */
        FAILED,
        /** Answers that told a write as unknown. */
        UNKNOWN,
        /** Writes that were told as unknown, and found out with their token. */
        FOUND_OUT,
        /** Answers that a write is under way. */
        UNDER_WAY,
        /** Failed writes that were asked for again with their token. */
        ASKED_AGAIN,
        /** Writes that were asked for by two at once. */
        BY_TWO,
        /** Answers that were asked for once more, and were the same. */
        REPLAYED
    }

    void count(Count what) {
        counts.incrementAndGet(what.ordinal());
    }

    /** How many there were. */
    public int countOf(Count what) {
        return counts.get(what.ordinal());
    }

    /** A write is over. */
    void add(Told told) {
        writes.add(told);
        boolean done = told.state().isPresent() || told.is(Kind.DELETED);
        count(told.outcome() == null ? Count.FAILED : done ? Count.DONE : Count.REFUSED);
    }

    /** A read is over. */
    void add(Seen seen) {
        reads.add(seen);
    }

    /** Something that no later look at the history would show. */
    void violation(String what) {
        violations.add(what);
    }

    /** What is known to be wrong so far; the rest is found out in the end. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** Holds the history against itself and the database. */
    public void verify(Evidence evidence) {
        List<String> found = new ArrayList<>(violations);
        found.addAll(new HistoryCheck(writes).violations(reads, evidence));
        assertThat(found).as("violations in %s", this).isEmpty();
    }

    @Override
    public String toString() {
        return Arrays.stream(Count.values())
                        .map(what -> what.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + countOf(what))
                        .collect(Collectors.joining(", ", "writes: ", ""))
                + "; reads: " + reads.size();
    }
}
