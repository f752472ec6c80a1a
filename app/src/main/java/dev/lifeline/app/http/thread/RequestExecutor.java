package dev.lifeline.app.http.thread;

/**
 * Decides on which thread a request is handled. Grizzly's own answer, twice as many threads as processors and a queue without
 * end, would let a few blocked requests starve the probes. Safe for use by several threads.
 */
public interface RequestExecutor extends AutoCloseable {

    /** Runs the task on a thread fit for the path, now or soon. Never blocks; false if there is no room for it. */
    boolean dispatch(String path, Runnable task);

    /**
     * Whether requests for that path, if they have no body, are answered on the selector's thread: at once, whatever blocks
     * elsewhere, and for half of the processor time. By default none.
     */
    default boolean isInline(String path) {
        return false;
    }

    @Override
    void close();

    /**
     * A virtual thread for every request where the JDK has them, else lanes.
     *
     * @param apiThreads the threads of the lane for API requests
     */
    static RequestExecutor create(int apiThreads) {
        return VirtualThreads.factory("lifeline-http-")
                .<RequestExecutor>map(ThreadPerRequest::new)
                .orElseGet(() -> pooled(apiThreads, PooledRequestExecutor.API_QUEUE));
    }

    /**
     * Returns an executor with a pool of threads for each kind of request.
     *
     * @param apiThreads number of threads for API requests
     * @param apiQueue number of API requests that may wait for a thread
     */
    static RequestExecutor pooled(int apiThreads, int apiQueue) {
        return new PooledRequestExecutor(apiThreads, apiQueue);
    }
}
