package dev.lifeline.app.http;

/**
 * Decides on which thread a request is handled. Grizzly's own answer, twice as many threads as processors and a queue without
 * end, would let a few blocked requests starve the probes. Safe for use by several threads.
 */
interface RequestThreads extends AutoCloseable {

    /** Runs the task on a thread fit for the path, now or soon. Never blocks; false if there is no room for it. */
    boolean dispatch(String path, Runnable task);

    /**
     * Whether requests for that path, if they have no body, are answered on the selector's thread: at once, whatever blocks
     * elsewhere, and for half of the processor time. By default none.
     */
    default boolean isQuick(String path) {
        return false;
    }

    @Override
    void close();

    /**
     * A virtual thread for every request where the JDK has them, else lanes.
     *
     * @param apiThreads the threads of the lane for API requests
     */
    static RequestThreads create(int apiThreads) {
        return VirtualThreads.factory("lifeline-http-")
                .<RequestThreads>map(ThreadPerRequest::new)
                .orElseGet(() -> new LanedThreads(apiThreads));
    }
}
