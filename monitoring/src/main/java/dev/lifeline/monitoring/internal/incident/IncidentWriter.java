package dev.lifeline.monitoring.internal.incident;

import static java.lang.System.Logger.Level.WARNING;

import dev.lifeline.domain.incident.Incident;
import dev.lifeline.domain.port.in.ListIncidentsUseCase;
import dev.lifeline.domain.settings.InvalidSettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;

/**
 * Writes incidents to a file, on a separate thread that ends when it is idle. Callers never wait; of each incident only
 * the newest unwritten state is written. Failed writes are retried with the next incident: a full disk only affects the
 * history. Safe for use by several threads.
 */
public final class IncidentWriter implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(IncidentWriter.class.getName());
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

    private final Map<String, Incident> unwritten = new LinkedHashMap<>();
    private final IncidentFile file;
    private final List<Incident> former;
    private final ThreadPoolExecutor writer;
    private boolean failing;

    private IncidentWriter(IncidentFile file, List<Incident> former) {
        this.file = file;
        this.former = former;
        // One task writes everything, so one more queued task is sufficient.
        this.writer = new ThreadPoolExecutor(
                1,
                1,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(1),
                IncidentWriter::thread,
                new DiscardPolicy());
        this.writer.allowCoreThreadTimeOut(true);
    }

    /**
     * Opens the file in the directory.
     *
     * @throws InvalidSettingsException if it is unusable, or another process uses it
     */
    public static IncidentWriter open(Path directory) {
        try {
            IncidentFile file = IncidentFile.open(directory, ListIncidentsUseCase.MOST);
            return new IncidentWriter(file, file.read());
        } catch (IOException e) {
            throw new InvalidSettingsException(List.of(
                    "monitoring.data-directory must be one that can be used, but " + directory + " cannot: " + e));
        }
    }

    /** Returns the incidents that the file contained when it was opened, oldest first. */
    public List<Incident> former() {
        return former;
    }

    /** Queues an incident for writing. */
    public void queue(Incident incident) {
        putLast(incident);
        writer.execute(this::write);
    }

    private synchronized void putLast(Incident incident) {
        unwritten.remove(incident.id());
        unwritten.put(incident.id(), incident);
        if (unwritten.size() > ListIncidentsUseCase.MOST) {
            Iterator<String> oldest = unwritten.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    private synchronized List<Incident> takeAll() {
        List<Incident> all = List.copyOf(unwritten.values());
        unwritten.clear();
        return all;
    }

    /** Puts unwritten incidents back, unless newer states were queued. */
    private synchronized void putBack(List<Incident> incidents) {
        List<Incident> newer = takeAll();
        var all = new ArrayList<>(incidents);
        all.addAll(newer);
        all.forEach(this::putLast);
    }

    private void write() {
        List<Incident> batch = takeAll();
        if (batch.isEmpty()) {
            return;
        }
        try {
            file.append(batch);
            failing = false;
        } catch (IOException | RuntimeException e) {
            putBack(batch);
            logFailure(e);
        }
    }

    /** Logs a failed write once, until a write succeeds. */
    private void logFailure(Exception e) {
        if (!failing) {
            LOG.log(WARNING, "The incidents cannot be written for now; they are kept in memory: " + e);
        }
        failing = true;
    }

    /** Writes queued incidents and closes the file; waits for at most 3 s. Idempotent. */
    @Override
    public void close() {
        writer.execute(this::write);
        writer.shutdown();
        try {
            if (writer.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                file.close();
            } else {
                LOG.log(WARNING, "The incidents could not be written in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.log(WARNING, "The file of incidents could not be closed: " + e);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "lifeline-incidents-1");
        thread.setDaemon(true);
        return thread;
    }
}
