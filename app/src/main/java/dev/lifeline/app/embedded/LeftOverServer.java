package dev.lifeline.app.embedded;

import static java.lang.System.Logger.Level.INFO;

import dev.lifeline.app.start.StartFailedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Remains of a killed process in a data directory: a running server, or only its files. */
final class LeftOverServer {
    private static final System.Logger LOG = System.getLogger(LeftOverServer.class.getName());
    /** Locked by the library while the process that started the server is alive. */
    private static final String LOCK_FILE = "epg-lock";

    /** Time limit for the stop, sufficient for a server without clients. */
    private static final long PATIENCE_SECONDS = 5;

    private final Path directory;
    private final Path pidFile;

    LeftOverServer(Path directory) {
        this.directory = directory;
        this.pidFile = directory.resolve("postmaster.pid");
    }

    /**
     * Stops an orphaned server if the process is certainly a PostgreSQL on this directory.
     *
     * @throws StartFailedException if another Lifeline uses the directory, or the process cannot be identified
     */
    void makeRoom() throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        requireUnlocked();
        Optional<ProcessHandle> process = process();
        if (process.isEmpty()) {
            return; // PostgreSQL itself removes the file of an ended process.
        }
        switch (Postmaster.identify(process.get(), directory)) {
            case ON_THIS_DIRECTORY -> stop(process.get());
            case SOMETHING_ELSE -> Files.delete(pidFile); // PostgreSQL would mistake the process for a server.
            case UNKNOWN ->
                throw new StartFailedException("The data directory " + directory
                        + " (lifeline.embedded.data-directory) seems to be in use by process "
                        + process.get().pid() + "; if that is no PostgreSQL, remove the file " + pidFile);
        }
    }

    /** Stops the process if it is certainly a server on this directory. */
    void stop() {
        postmaster().ifPresent(LeftOverServer::stop);
    }

    /** Returns the process if it is certainly a server on this directory. */
    Optional<ProcessHandle> postmaster() {
        return process().filter(process -> Postmaster.identify(process, directory) == Postmaster.ON_THIS_DIRECTORY);
    }

    private void requireUnlocked() throws IOException {
        try (var file = FileChannel.open(
                        directory.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            if (lock == null) {
                throw inUse();
            }
        } catch (OverlappingFileLockException e) {
            throw inUse();
        }
    }

    private StartFailedException inUse() {
        return new StartFailedException("The data directory " + directory
                + " (lifeline.embedded.data-directory) is in use by another Lifeline that runs");
    }

    /** Returns the process with the id from the first line of the file, if it is alive. */
    private Optional<ProcessHandle> process() {
        try (var lines = Files.lines(pidFile)) {
            return lines.findFirst().map(String::strip).map(Long::valueOf).flatMap(ProcessHandle::of);
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    private static void stop(ProcessHandle postmaster) {
        LOG.log(INFO, "Stopping the embedded PostgreSQL that was left behind (process {0})", postmaster.pid() + "");
        postmaster.destroy();
        if (!ended(postmaster)) {
            postmaster.destroyForcibly();
            ended(postmaster);
        }
    }

    private static boolean ended(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
