package dev.lifeline.datasource.internal.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Runs of servers in the order in which connections led to them. Safe for use by several threads.
 *
 * <p>A run lacks the log records that its predecessor had not written in time, and its log has other contents from that
 * position on. After several runs, only log contents before all of these positions are known to be the same.
 */
public final class ServerRuns {
    /** Maximum number of runs; the oldest are dropped. */
    private static final int MOST = 100;

    private final List<ServerRun> seen = new ArrayList<>();

    /** Creates an empty list. */
    public ServerRuns() {}

    /** Records that a connection leads to a run. */
    public synchronized void note(ServerRun run) {
        if (!seen.contains(run)) {
            seen.add(run);
        }
        if (seen.size() > MOST) {
            seen.remove(0);
        }
    }

    /**
     * Returns the smallest distance in bytes from a position to the begin of the log of any run since the given one;
     * negative if a log begins before the position; empty if it is unknown.
     *
     * @param position in the log of the first run
     */
    public synchronized OptionalLong recoveredBeyond(LogPosition position, ServerRun since, ServerRun now) {
        int first = seen.indexOf(since);
        if (first < 0) {
            return OptionalLong.empty();
        }
        long least = beyond(position, now);
        for (ServerRun run : seen.subList(first + 1, seen.size())) {
            if (run.cluster().equals(since.cluster())) {
                least = Math.min(least, beyond(position, run));
            }
        }
        return OptionalLong.of(least);
    }

    /** A run after an orderly stop begins with the complete log of its predecessor. */
    private static long beyond(LogPosition position, ServerRun run) {
        return run.recoveredTo().isEmpty()
                ? 0
                : LogPosition.parse(run.recoveredTo()).minus(position);
    }
}
