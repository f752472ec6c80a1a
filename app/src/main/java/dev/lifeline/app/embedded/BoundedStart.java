package dev.lifeline.app.embedded;

import dev.lifeline.app.start.StartFailedException;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts a PostgreSQL server within a time limit; a server that starts too late is stopped again. */
final class BoundedStart {
    /** Time after which the library stops waiting for a server; its default of 10 s is too short for a slow disk. */
    private static final Duration SERVER_LIMIT = Duration.ofSeconds(60);

    /** Property of the library for its working directory; read when its builder is created. */
    private static final String WORKING_DIRECTORY = "ot.epg.working-dir";

    private final DataDirectory directory;
    private final Duration limit;

    BoundedStart(DataDirectory directory, Duration limit) {
        this.directory = directory;
        this.limit = limit;
    }

    RunningServer start(int port) {
        CompletableFuture<RunningServer> server =
                CompletableFuture.supplyAsync(() -> startServer(port), BoundedStart::runInBackground);
        try {
            return server.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            stopOnceStarted(server);
            throw failed("it took longer than " + limit.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            directory.stopServer();
            if (e.getCause() instanceof StartFailedException refused) {
                throw refused;
            }
            throw failed(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopOnceStarted(server);
            throw failed("interrupted", e);
        }
    }

    private RunningServer startServer(int port) {
        try {
            Path programs = DataDirectory.workingDirectory();
            return start(port, programs, new ServerAccess(directory, programs));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RunningServer start(int port, Path programs, ServerAccess access) throws IOException {
        EmbeddedPostgres.Builder builder = builder(port, programs);
        try {
            access.configure(builder);
            return new RunningServer(builder.start(), access.password());
        } finally {
            access.discard();
        }
    }

    /**
     * Replaces the library's resolver. The library's own one would use programs that other code in this process has
     * unpacked.
     */
    private static InputStream programs(String system, String architecture) throws IOException {
        return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, architecture);
    }

    private static EmbeddedPostgres.Builder builderIn(Path programs) {
        synchronized (BoundedStart.class) {
            String before = System.getProperty(WORKING_DIRECTORY);
            System.setProperty(WORKING_DIRECTORY, programs.toString());
            try {
                return EmbeddedPostgres.builder().setOverrideWorkingDirectory(programs.toFile());
            } finally {
                if (before == null) {
                    System.clearProperty(WORKING_DIRECTORY);
                } else {
                    System.setProperty(WORKING_DIRECTORY, before);
                }
            }
        }
    }

    private EmbeddedPostgres.Builder builder(int port, Path programs) {
        return builderIn(programs)
                .setPgBinaryResolver(BoundedStart::programs)
                .setPort(port)
                .setDataDirectory(directory.path())
                .setCleanDataDirectory(!directory.isKept())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(SERVER_LIMIT)
                // Independent of the machine's locales: sorts by code point, and knows upper and lower case.
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                // The library disables fsync for speed, which is wrong for permanent data.
                .setServerConfig("fsync", directory.isKept() ? "on" : "off")
                .setServerConfig("synchronous_commit", directory.isKept() ? "on" : "off")
                .setServerConfig("listen_addresses", "localhost")
                // Disables sockets in /tmp, where other servers may have theirs.
                .setServerConfig("unix_socket_directories", "");
    }

    private StartFailedException failed(String why, Exception cause) {
        return new StartFailedException(
                "The embedded PostgreSQL did not start in " + directory.path() + ": " + why, cause);
    }

    private static void runInBackground(Runnable task) {
        var thread = new Thread(task, "lifeline-embedded-start");
        thread.setDaemon(true);
        thread.start();
    }

    private void stopOnceStarted(CompletableFuture<RunningServer> server) {
        var unused = server.thenAccept(BoundedStart::stop).exceptionally(failure -> {
            directory.stopServer();
            return null;
        });
    }

    private static void stop(RunningServer running) {
        try {
            running.server().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
