package dev.lifeline.app.http.thread;

import dev.lifeline.app.request.Probes;
import dev.lifeline.app.request.RequestTarget;

/**
 * Handles requests other than probes on one of six pools, so that one kind of request that blocks leaves threads
 * for the other kinds: metrics; the files of the status page; the check of the database, where callers wait for a
 * shared result; status and incidents, which operators read when everything else is blocked; event streams, which keep
 * a thread each; and the API. Safe for use by several threads.
 */
final class PooledRequestExecutor implements RequestExecutor {
    private static final String METRICS = "/metrics";
    private static final String PAGE = ""; // without its closing slash
    private static final String PAGE_FILES = "/assets/";

    private static final String MONITORING = "/api/monitoring/";
    private static final String EVENTS = MONITORING + "events";

    /** There are few scrapers, and they repeat a refused request. */
    private static final int METRICS_THREADS = 2;

    private static final int METRICS_QUEUE = 16;
    /** A status page consists of a dozen files, which a browser requests concurrently. Several browsers may do so. */
    private static final int PAGE_THREADS = 2;

    private static final int PAGE_QUEUE = 200;
    /** Callers share one check of the database, so these threads only wait. */
    private static final int DATABASE_HEALTH_THREADS = 8;

    private static final int DATABASE_HEALTH_QUEUE = 64;
    /** More threads than for metrics, because more people than scrapers send these requests. */
    private static final int MONITORING_THREADS = 4;

    private static final int MONITORING_QUEUE = 64;
    /** There are 64 streams at most; two more threads refuse further ones. */
    private static final int EVENTS_THREADS = 66;

    private static final int EVENTS_QUEUE = 16;
    /** Number of requests that may wait here for the end of a short outage: as many as with virtual threads. */
    static final int API_QUEUE = 5_000;

    private final WorkerPool metrics = new WorkerPool("metrics", METRICS_THREADS, METRICS_QUEUE);
    private final WorkerPool page = new WorkerPool("page", PAGE_THREADS, PAGE_QUEUE);
    private final WorkerPool databaseHealth =
            new WorkerPool("database-health", DATABASE_HEALTH_THREADS, DATABASE_HEALTH_QUEUE);
    private final WorkerPool monitoring = new WorkerPool("monitoring", MONITORING_THREADS, MONITORING_QUEUE);
    private final WorkerPool events = new WorkerPool("events", EVENTS_THREADS, EVENTS_QUEUE);
    private final WorkerPool api;

    PooledRequestExecutor(int apiThreads, int apiQueue) {
        api = new WorkerPool("api", apiThreads, apiQueue);
    }

    @Override
    public boolean dispatch(String path, Runnable task) {
        return poolOf(RequestTarget.matched(path)).offer(task);
    }

    @Override
    public void close() {
        api.close();
        databaseHealth.close();
        page.close();
        metrics.close();
        monitoring.close();
        events.close();
    }

    private WorkerPool poolOf(String path) {
        return switch (path) {
            case PAGE -> page;
            case METRICS -> metrics;
            case Probes.DATABASE_HEALTH -> databaseHealth;
            case EVENTS -> events;
            default -> poolOfFolder(path);
        };
    }

    private WorkerPool poolOfFolder(String path) {
        if (path.startsWith(MONITORING)) {
            return monitoring;
        }
        return path.startsWith(PAGE_FILES) ? page : api;
    }
}
