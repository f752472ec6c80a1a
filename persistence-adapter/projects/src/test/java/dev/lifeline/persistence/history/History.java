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

/** Requests and responses of all clients. Safe for use by several threads. */
public final class History {
    private final Queue<WriteRecord> writes = new ConcurrentLinkedQueue<>();
    private final Queue<ReadRecord> reads = new ConcurrentLinkedQueue<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicIntegerArray counts = new AtomicIntegerArray(Count.values().length);

    /** Statistics for the log. */
    public enum Count {
        /** Writes that were reported as done. */
        DONE,
        /** Writes that were refused: 404, 409, 412. */
        REFUSED,
        /** Writes with a last response that the database was unavailable. */
        FAILED,
        /** Responses that reported a write as in doubt. */
        IN_DOUBT,
        /** Writes that were in doubt and were resolved with their token. */
        RESOLVED,
        /** Responses that a write is in progress. */
        IN_PROGRESS,
        /** Failed writes that were retried with their token. */
        RETRIED,
        /** Writes that were sent twice concurrently. */
        TWICE,
        /** Completed writes that were sent again and returned the same outcome. */
        REPLAYED
    }

    void count(Count what) {
        counts.incrementAndGet(what.ordinal());
    }

    /** Returns the number of such events. */
    public int countOf(Count what) {
        return counts.get(what.ordinal());
    }

    /** Records a completed write. */
    void add(WriteRecord write) {
        writes.add(write);
        boolean done = write.state().isPresent() || write.is(Kind.DELETED);
        count(write.outcome() == null ? Count.FAILED : done ? Count.DONE : Count.REFUSED);
    }

    /** Records a completed read. */
    void add(ReadRecord read) {
        reads.add(read);
    }

    /** Records a violation that the final check cannot detect. */
    void violation(String what) {
        violations.add(what);
    }

    /** Returns the violations that were found so far; {@link #verify} finds further ones. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** Checks the history for consistency, also with the content of the database. */
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
