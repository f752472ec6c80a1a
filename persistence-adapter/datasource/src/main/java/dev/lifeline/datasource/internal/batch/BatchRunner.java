package dev.lifeline.datasource.internal.batch;

import dev.lifeline.datasource.internal.operation.Deadline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs one statement for a look-up that has got a permit and for those in the queue. Safe for use by several threads.
 */
final class BatchRunner<K, V> {
    private final Rows<K, V> rows;
    private final LookupQueue<K, V> queue;
    private final int maxSize;
    private final FailedBatches failures = new FailedBatches();

    /** @param maxSize largest number of look-ups for one statement */
    BatchRunner(Rows<K, V> rows, LookupQueue<K, V> queue, int maxSize) {
        this.rows = rows;
        this.queue = queue;
        this.maxSize = maxSize;
    }

    /**
     * Collects the look-ups for one statement. On an exception it passes the permit on and fails the look-ups collected
     * so far, because no other thread would complete them.
     */
    List<PendingLookup<K, V>> membersWith(PendingLookup<K, V> mine, StatementPermits permit) {
        List<PendingLookup<K, V>> members = new ArrayList<>();
        try {
            members.add(mine);
            return filled(members);
        } catch (RuntimeException | Error e) {
            queue.passOn(permit);
            members.forEach(member -> member.failIfOpen(e));
            throw e;
        }
    }

    private List<PendingLookup<K, V>> filled(List<PendingLookup<K, V>> members) {
        while (members.size() < maxSize) {
            PendingLookup<K, V> next = queue.poll();
            if (next == null) {
                return members;
            }
            if (next.takeFor(members.get(0).deadline())) {
                members.add(next);
            }
        }
        return members;
    }

    /** Runs a statement for these look-ups, and passes the permit on. The first look-up is that of this thread. */
    void run(List<PendingLookup<K, V>> members, StatementPermits permit) {
        try {
            var statement = new SharedStatement(members.subList(1, members.size()));
            Map<K, V> found =
                    statement.run(() -> rowsOf(keysOf(members), members.get(0).deadline(), permit));
            members.forEach(member -> member.answer(found.get(member.key())));
            failures.succeeded();
        } catch (Throwable e) {
            members.forEach(member -> member.failIfOpen(e));
            failures.failed(e);
        }
    }

    /**
     * Copies the rows: a map from the application's query may throw on access, and then all callers must get the
     * exception.
     */
    private Map<K, V> rowsOf(Set<K> keys, Deadline deadline, StatementPermits permit) {
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
            queue.passOn(permit);
        }
        return rowByKey;
    }

    private static <K> Set<K> keysOf(List<? extends PendingLookup<K, ?>> members) {
        return members.stream().map(PendingLookup::key).collect(Collectors.toSet());
    }
}
