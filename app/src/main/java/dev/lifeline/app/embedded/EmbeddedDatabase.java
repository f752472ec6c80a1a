package dev.lifeline.app.embedded;

import static java.lang.System.Logger.Level.WARNING;

import dev.lifeline.app.start.StartFailedException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Embedded PostgreSQL server for evaluation. Listens on loopback only, and requires a random password. Its programs and
 * temporary data are in a directory that only the user of this process can enter. The caller that starts it closes it,
 * after everything that uses it.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EmbeddedDatabase.class.getName());
    /**
     * Unpacking, creating the cluster and starting the server take a few seconds; after this time the start has failed.
     */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String SUPERUSER = "postgres";

    private final DataDirectory directory;
    private final EmbeddedPostgres server;
    private final String password;

    private EmbeddedDatabase(DataDirectory directory, RunningServer running) {
        this.directory = directory;
        this.server = running.server();
        this.password = running.password();
    }

    /**
     * Starts a server, or restarts one on its existing data. Blocks for at most a minute.
     *
     * @throws StartFailedException if it does not start
     */
    public static EmbeddedDatabase start(EmbeddedConfig config) {
        requireFree(config.port());
        DataDirectory directory = DataDirectory.prepare(config);
        var database = new EmbeddedDatabase(directory, new BoundedStart(directory, LIMIT).start(config.port()));
        LOG.log(
                WARNING,
                "No database is configured (lifeline.database.url): started an embedded PostgreSQL {0} on port {1} for"
                        + " trying Lifeline out, with its data in {2}, {3}",
                DataDirectory.POSTGRES_MAJOR,
                Integer.toString(database.server.getPort()),
                directory.path(),
                directory.isKept() ? "where it is kept" : "which is removed at the end");
        return database;
    }

    /** Returns the JDBC URL. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + SUPERUSER;
    }

    /** Returns the user name. */
    public String username() {
        return SUPERUSER;
    }

    /** Returns the password. */
    public String password() {
        return password;
    }

    /**
     * Stops the server, by force if necessary, and deletes temporary data. Blocks for a few seconds, or for slightly
     * more than ten if force is necessary.
     */
    @Override
    public void close() {
        Optional<ProcessHandle> postmaster = directory.server();
        try {
            server.close(); // does not wait for a hung server, but deletes its files
            postmaster.filter(process -> !endsSoon(process)).ifPresent(EmbeddedDatabase::kill);
            directory.removeUnlessKept();
        } catch (IOException e) {
            LOG.log(WARNING, "The embedded PostgreSQL was not stopped in order", e);
        }
    }

    private static void kill(ProcessHandle postmaster) {
        LOG.log(
                WARNING,
                "The embedded PostgreSQL did not stop in time and was ended by force (process {0})",
                Long.toString(postmaster.pid()));
        List<ProcessHandle> family =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        family.forEach(ProcessHandle::destroyForcibly);
        family.forEach(EmbeddedDatabase::endsSoon);
    }

    /**
     * Returns whether the process ends shortly: a server reports that it has stopped slightly before its process ends.
     */
    private static boolean endsSoon(ProcessHandle process) {
        if (hasEnded(process)) {
            return true;
        }
        process.onExit()
                .orTimeout(1, TimeUnit.SECONDS)
                .exceptionally(late -> process)
                .join();
        return hasEnded(process);
    }

    /**
     * Returns whether the process has ended. A zombie is still listed, without its command, until its parent reaps it,
     * which may never happen in a container.
     */
    private static boolean hasEnded(ProcessHandle process) {
        return !process.isAlive() || process.info().command().isEmpty();
    }

    /**
     * Requires the port to be free. PostgreSQL would only log the failure, and the service would connect to the other
     * server on that port.
     */
    private static void requireFree(int port) {
        try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            probe.setReuseAddress(true);
        } catch (IOException e) {
            throw new StartFailedException(
                    "The embedded PostgreSQL cannot listen on port " + port + " (lifeline.embedded.port): "
                            + e.getMessage(),
                    e);
        }
    }
}
