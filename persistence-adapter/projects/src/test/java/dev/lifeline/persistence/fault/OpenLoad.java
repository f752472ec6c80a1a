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
 * Requests at a fixed pace, whatever becomes of the earlier ones: each on a thread of its own, with its fate written down. A
 * slow answer counts from the moment when its request was due.
 */
final class OpenLoad {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ProjectRepository projects;
    private final ProjectReference read;
    private final int readsForEachWrite;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(OpenLoad::daemon);
    private final ExecutorService threads = Executors.newCachedThreadPool(OpenLoad::daemon);
    private final Queue<Fate> fates = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    private OpenLoad(ProjectRepository projects, ProjectReference read, int readsForEachWrite) {
        this.projects = projects;
        this.read = read;
        this.readsForEachWrite = readsForEachWrite;
    }

    /** Load that goes on until it is finished. */
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
        threads.execute(() -> fates.add(write ? write(number, due) : read(due)));
    }

    private Fate read(long due) {
        try {
            boolean right = projects.find(read).isPresent();
            return Fate.of(due, null, right ? Fate.SERVED : "wrong answer");
        } catch (RuntimeException e) {
            return Fate.of(due, null, Fate.text(e));
        }
    }

    private Fate write(int number, long due) {
        Slug slug = new Slug("written-" + number);
        try {
            projects.create(new NewProject(slug, "WriteResult under load", null));
            return Fate.of(due, slug, Fate.SERVED);
        } catch (RuntimeException e) {
            return Fate.of(due, slug, Fate.text(e));
        }
    }

    /** Asks for nothing more, and waits for every answer. */
    Report finish() {
        try {
            clock.shutdownNow();
            if (!clock.awaitTermination(1, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the pace does not stop");
            }
            threads.shutdown();
            if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("some requests are never answered");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Report(List.copyOf(fates));
    }

    /** How many requests have been sent so far. */
    int sent() {
        return count.get();
    }

    /** How many requests have been answered so far. */
    int answered() {
        return fates.size();
    }
}
