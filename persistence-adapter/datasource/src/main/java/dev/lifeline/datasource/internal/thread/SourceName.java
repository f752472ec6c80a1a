package dev.lifeline.datasource.internal.thread;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/**
 * Name of an open data source that no other one in this process has: for its pool, threads, metrics and JMX beans.
 * Immutable and safe for use by several threads.
 */
public final class SourceName implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SourceName.class.getName());
    private static final Set<String> IN_USE = ConcurrentHashMap.newKeySet();
    private static final String STANDARD = "lifeline-pool";
    private static final String PREFIX = "lifeline";

    private final String pool;
    private final String threads;

    private SourceName(String pool) {
        this.pool = pool;
        this.threads = pool.startsWith(STANDARD) ? PREFIX + pool.substring(STANDARD.length()) : PREFIX + "-" + pool;
    }

    /**
     * Returns the wanted name, with a number appended if another data source has that name. The name is in use until
     * {@link #close}.
     */
    public static SourceName claim(String wanted) {
        String free = wanted;
        for (int number = 2; !IN_USE.add(free); number++) {
            free = wanted + "-" + number;
        }
        if (!free.equals(wanted) && !wanted.equals(STANDARD)) {
            LOG.log(
                    WARNING,
                    "The pool name {0} is in use by another data source; this pool is named {1}",
                    wanted,
                    free);
        }
        return new SourceName(free);
    }

    /** Returns the name of the pool. */
    public String pool() {
        return pool;
    }

    /** Returns a factory of daemon threads for a role. */
    public ThreadFactory threads(String role) {
        return DaemonThreads.called(threads, role);
    }

    /** Makes at most that many daemon threads, as {@link DaemonThreads#scheduled} does. */
    public ScheduledExecutorService scheduled(String role, int count) {
        return DaemonThreads.scheduled(threads(role), count);
    }

    /** Frees the name. */
    @Override
    public void close() {
        IN_USE.remove(pool);
    }

    @Override
    public String toString() {
        return pool;
    }
}
