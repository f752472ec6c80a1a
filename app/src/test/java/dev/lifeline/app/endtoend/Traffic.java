package dev.lifeline.app.endtoend;

import dev.lifeline.testing.program.ServiceProcess;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Clients that request projects at a constant rate, whether or not the requests succeed. */
final class Traffic implements AutoCloseable {
    private static final int PAUSE_MILLIS = 40;

    private final ScheduledExecutorService callers = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "traffic");
        thread.setDaemon(true);
        return thread;
    });

    /** Starts the clients. Each request may go to another instance of the service. */
    void begin(Supplier<ServiceProcess> service) {
        callers.scheduleAtFixedRate(
                () -> service.get().getAsync("/api/projects?limit=5"), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        callers.shutdownNow();
    }
}
