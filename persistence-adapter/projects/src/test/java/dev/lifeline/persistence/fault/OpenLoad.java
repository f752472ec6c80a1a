package dev.lifeline.persistence.fault;

import dev.lifeline.domain.port.out.ProjectRepository;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Open-loop load: sends requests at a fixed rate regardless of earlier responses, each on a separate thread, and
 * records the results. Response times count from the scheduled time of the request.
 */
final class OpenLoad {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ProjectRepository projects;
    private final ProjectReference read;
    private final int readsForEachWrite;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(OpenLoad::daemon);
    private final ExecutorService threads = Executors.newCachedThreadPool(OpenLoad::daemon);
    private final Queue<RequestResult> results = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    private OpenLoad(ProjectRepository projects, ProjectReference read, int readsForEachWrite) {
        this.projects = projects;
        this.read = read;
        this.readsForEachWrite = readsForEachWrite;
    }

    /** Starts the load, which runs until {@link #finish}. */
    static OpenLoad start(ProjectRepository projects, ProjectReference read, Pace pace) {
        OpenLoad load = new OpenLoad(projects, read, pace.readsForEachWrite());
        load.clock.scheduleAtFixedRate(load::request, 0, pace.microsBetween(), TimeUnit.MICROSECONDS);
        return load;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "load");
        thread.setDaemon(true);
        return thread;
    }

    private void request() {
        int number = count.incrementAndGet();
        long due = System.nanoTime();
        boolean write = number % (readsForEachWrite + 1) == 0;
        threads.execute(() -> results.add(write ? write(number, due) : read(due)));
    }

    private RequestResult read(long due) {
        try {
            boolean right = projects.find(read).isPresent();
            return RequestResult.of(due, null, right ? RequestResult.SERVED : "wrong answer");
        } catch (RuntimeException e) {
            return RequestResult.of(due, null, RequestResult.text(e));
        }
    }

    private RequestResult write(int number, long due) {
        Slug slug = new Slug("written-" + number);
        try {
            projects.create(new NewProject(slug, "WriteResult under load", null));
            return RequestResult.of(due, slug, RequestResult.SERVED);
        } catch (RuntimeException e) {
            return RequestResult.of(due, slug, RequestResult.text(e));
        }
    }

    /** Stops sending requests and waits for all responses. */
    Report finish() {
        try {
            clock.shutdownNow();
            if (!clock.awaitTermination(1, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the load does not stop");
            }
            threads.shutdown();
            if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("some requests are never answered");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Report(List.copyOf(results));
    }

    /** Returns the number of requests sent so far. */
    int sent() {
        return count.get();
    }

    /** Returns the number of responses so far. */
    int answered() {
        return results.size();
    }
}
