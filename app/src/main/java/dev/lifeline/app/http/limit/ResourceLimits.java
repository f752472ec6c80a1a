package dev.lifeline.app.http.limit;

import dev.lifeline.domain.settings.SettingChecks;
import java.time.Duration;

/**
 * Limits for the resources of this process that all clients together may use.
 *
 * @param maxBodyBytes the largest request body, by default 64 KiB; a larger one is answered 413 and not read. Its
 *     bounds are those of {@link dev.lifeline.rest.RestConfig}
 * @param bodyMemory memory of all request bodies that are incomplete or being handled, in bytes, at least twice the
 *     largest body plus 64 KiB, by default a sixteenth of the heap beyond 24 MiB. A body without room is answered 503
 *     and not read
 * @param answerMemory memory of all answers that clients have not read yet, in bytes, at least 1 MiB, by default an
 *     eighth of the heap beyond 24 MiB. Beyond it connections are closed, first those with data that has been unread
 *     for the longest time
 * @param connections the number of connections, 16 to 1,000,000, by default one for each 16 KiB of the heap beyond 24
 *     MiB, at most 20,000. Beyond it the connections are closed that have been without a request for the longest time
 * @param connectionsPerAddress the number of connections of one client address, or of one network of IPv6 (/64), 1 to
 *     1,000,000, by default half of all. Loopback addresses are exempt, because proxies on this machine connect from
 *     them
 * @param requests the number of parsed requests that have not ended, without event streams, 16 to 1,000,000, by default
 *     one for each 96 KiB of the heap beyond 24 MiB, at most 5,200; others are answered 503
 * @param newRequests the number of first requests of connections that are handled at once, 1 to 1,000,000, by default
 *     16 for each processor; others wait. At most three quarters of {@code requests} are, whatever this is
 */
public record ResourceLimits(
        int maxBodyBytes,
        long bodyMemory,
        long answerMemory,
        int connections,
        int connectionsPerAddress,
        int requests,
        int newRequests) {
    private static final int DEFAULT_BODY_BYTES = 65_536;
    private static final long LEAST_ANSWER_MEMORY = 1024 * 1024;
    private static final int FEWEST = 16;
    private static final int MOST = 1_000_000;

    /** Heap of a service without clients. */
    private static final long OWN_HEAP = 24 * 1024 * 1024;

    /** An idle connection takes 2 to 4 kB, and a request that waits unparsed 1 kB more. */
    private static final int HEAP_PER_CONNECTION = 16 * 1024;

    private static final int MOST_CONNECTIONS = 20_000;
    private static final int SHARE_OF_OTHERS = 16;
    private static final int SHARE_OF_KEPT = 4;
    private static final int SHARE_OF_CLOSING = 40;
    private static final int LEAST_CLOSING = 64;

    /** Number of open files that libraries, the database, selectors and logs need. */
    private static final int OTHER_FILES = 200;

    /** A waiting request takes 16 to 23 kB with its connection, and 10 kB more if it has a virtual thread. */
    private static final int HEAP_PER_REQUEST = 96 * 1024;

    /** The threads of the default settings, and 5,000 requests that wait for the database. */
    private static final int MOST_REQUESTS = 5_200;

    private static final int NEW_REQUESTS_PER_PROCESSOR = 16;

    /** Requests beyond the connections to the database use a connection at once when it becomes free. */
    private static final long NEW_REQUESTS_PER_DATABASE_CONNECTION = 2;

    /**
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if a value is out of bounds
     */
    public ResourceLimits {
        new SettingChecks()
                .between("http.body-memory-bytes", bodyMemory, leastBodyMemory(maxBodyBytes), Long.MAX_VALUE)
                .between("http.answer-memory-bytes", answerMemory, LEAST_ANSWER_MEMORY, Long.MAX_VALUE)
                .between("http.max-connections", connections, FEWEST, MOST)
                .between("http.max-connections-per-address", connectionsPerAddress, 1, MOST)
                .between("http.max-requests", requests, FEWEST, MOST)
                .between("new requests", newRequests, 1, MOST)
                .verify();
    }

    /** Limits with the default number of first requests. */
    public ResourceLimits(
            int maxBodyBytes,
            long bodyMemory,
            long answerMemory,
            int connections,
            int connectionsPerAddress,
            int requests) {
        this(
                maxBodyBytes,
                bodyMemory,
                answerMemory,
                connections,
                connectionsPerAddress,
                requests,
                NEW_REQUESTS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
    }

    /** Returns a copy that lets enough first requests in to use that many connections to the database. */
    public ResourceLimits forDatabaseConnections(int number) {
        return new ResourceLimits(
                maxBodyBytes, bodyMemory, answerMemory, connections, connectionsPerAddress, requests, (int)
                        Math.max(newRequests, Math.min(MOST, NEW_REQUESTS_PER_DATABASE_CONNECTION * number)));
    }

    /** Returns the defaults for the heap of this process. */
    public static ResourceLimits defaults() {
        return ofHeap(Runtime.getRuntime().maxMemory());
    }

    /** Returns the defaults for a heap of the given size, in bytes. */
    public static ResourceLimits ofHeap(long heap) {
        return ofHeap(heap, DEFAULT_BODY_BYTES);
    }

    /** Returns the defaults for a heap of the given size and the given size of the largest body, in bytes. */
    public static ResourceLimits ofHeap(long heap, int maxBodyBytes) {
        long most = Math.min(MOST_CONNECTIONS, OpenFiles.limit() - OTHER_FILES);
        int connections = (int) Math.max(FEWEST, Math.min(most, ofClients(heap) / HEAP_PER_CONNECTION));
        return new ResourceLimits(
                maxBodyBytes,
                Math.max(leastBodyMemory(maxBodyBytes), ofClients(heap) / 16),
                Math.max(LEAST_ANSWER_MEMORY, ofClients(heap) / 8),
                connections,
                Math.max(1, connections / 2),
                (int) Math.max(FEWEST, Math.min(MOST_REQUESTS, ofClients(heap) / HEAP_PER_REQUEST)));
    }

    /**
     * Returns the number of requests that may wait before they are parsed. Some connections remain for probes and for
     * clients that keep theirs. Zero if all requests may be parsed at the same time.
     */
    int waitingRequests() {
        int kept = Math.min(requests, connections / SHARE_OF_KEPT);
        return requests >= connections ? 0 : connections - connections / SHARE_OF_OTHERS - kept;
    }

    /**
     * Returns the number of connections that may be kept for the response to a refused request. Each keeps the request,
     * which takes several times the memory of an idle connection.
     */
    int closingConnections() {
        return Math.max(LEAST_CLOSING, connections / SHARE_OF_CLOSING);
    }

    /**
     * Returns how long no connection is accepted when there was no room for one. In a flood all of them may be new, and
     * are given up after a while, so few connections need a short pause: otherwise others wait for many of them.
     */
    Duration acceptPause() {
        return Duration.ofMillis(Math.max(10, Math.min(100, connections / 200)));
    }

    /** Returns the part of a heap that is left for connections and requests, in bytes. */
    private static long ofClients(long heap) {
        return Math.max(0, heap - OWN_HEAP);
    }

    private static long leastBodyMemory(int maxBodyBytes) {
        return 2L * maxBodyBytes + 64 * 1024;
    }
}
