package dev.lifeline.monitoring.internal.schedule;

import static java.lang.System.Logger.Level.ERROR;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * Runs a check at once and then periodically, on a separate thread that {@link #close} ends. Safe for use by several
 * threads.
 */
public final class PeriodicTask implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PeriodicTask.class.getName());

    // A check takes at most 1.5 s, so a running one can finish. Otherwise it is interrupted and gets one more second.
    private static final Duration FINISH_LIMIT = Duration.ofSeconds(2);
    private static final Duration INTERRUPT_LIMIT = Duration.ofSeconds(1);

    private final String role;
    private final Duration pause;
    private final Duration finishLimit;
    private final ScheduledThreadPoolExecutor scheduler;

    /**
     * Creates a check that is not started; starts no thread.
     *
     * @param role part of the thread name, {@code lifeline-<role>-1}, and name of the task in the log
     */
    public PeriodicTask(String role, Duration pause) {
        this(role, pause, FINISH_LIMIT);
    }

    PeriodicTask(String role, Duration pause, Duration finishLimit) {
        this.role = role;
        this.pause = pause;
        this.finishLimit = finishLimit;
        this.scheduler = new ScheduledThreadPoolExecutor(1, this::thread);
    }

    /** Starts the check. The pause is the time between the end of one check and the start of the next. */
    @SuppressWarnings("FutureReturnValueIgnored") // the future has no result and ends only with close()
    public void start(Runnable task) {
        scheduler.scheduleWithFixedDelay(() -> run(task), 0, pause.toMillis(), MILLISECONDS);
    }

    /** Ends the thread; waits for at most 3 s. */
    @Override
    public void close() {
        scheduler.shutdown();
        try {
            if (!terminatedWithin(finishLimit)) {
                scheduler.shutdownNow();
                if (!terminatedWithin(INTERRUPT_LIMIT)) {
                    LOG.log(ERROR, "The periodic task {0} did not end in time", role);
                }
            }
        } catch (InterruptedException e) {
            scheduler.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private boolean terminatedWithin(Duration time) throws InterruptedException {
        return scheduler.awaitTermination(time.toMillis(), MILLISECONDS);
    }

    /** Catches everything, including errors: a scheduled task that throws is never run again. */
    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.log(ERROR, "The periodic task " + role + " failed unexpectedly; the next run is scheduled", e);
        }
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "lifeline-" + role + "-1");
        thread.setDaemon(true);
        return thread;
    }
}
