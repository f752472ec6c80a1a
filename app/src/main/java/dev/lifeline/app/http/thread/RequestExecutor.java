package dev.lifeline.app.http.thread;

/**
 * Decides on which thread a request is handled. With Grizzly's default, twice as many threads as processors and an
 * unbounded queue, a few blocked requests would starve the probes. Safe for use by several threads.
 */
public interface RequestExecutor extends AutoCloseable {

    /**
     * Runs the task on a suitable thread for the path, now or soon. Never blocks. Returns false if there is no room for
     * the task.
     */
    boolean dispatch(String path, Runnable task);

    @Override
    void close();

    /**
     * Returns an executor with a virtual thread for each request, on JDK 21 and later, else with pools.
     *
     * @param apiThreads number of threads for API requests on a JDK without virtual threads
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
