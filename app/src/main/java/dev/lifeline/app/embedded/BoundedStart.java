package dev.lifeline.app.embedded;

import dev.lifeline.app.start.StartFailedException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts a PostgreSQL server within a limited time; one that comes too late is stopped again. */
final class BoundedStart {
    /** The library gives up on a server that does not answer; without it, 10 s would be too short for a slow disk. */
    private static final Duration SERVER_LIMIT = Duration.ofSeconds(60);

    private final DataDirectory directory;
    private final Duration limit;

    BoundedStart(DataDirectory directory, Duration limit) {
        this.directory = directory;
        this.limit = limit;
    }

    EmbeddedPostgres start(int port) {
        CompletableFuture<EmbeddedPostgres> server =
                CompletableFuture.supplyAsync(() -> startServer(port), BoundedStart::runInBackground);
        try {
            return server.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            stopOnceStarted(server);
            throw failed("it took longer than " + limit.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            directory.stopServer();
            throw failed(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopOnceStarted(server);
            throw failed("interrupted", e);
        }
    }

    private EmbeddedPostgres startServer(int port) {
        try {
            return builder(port).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EmbeddedPostgres.Builder builder(int port) {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory.path())
                .setCleanDataDirectory(!directory.isKept())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(SERVER_LIMIT)
                // Whatever the locales of this machine: code points decide, letters have case.
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                // The library trades safety for speed, which is wrong for data that somebody keeps.
                .setServerConfig("fsync", directory.isKept() ? "on" : "off")
                .setServerConfig("synchronous_commit", directory.isKept() ? "on" : "off")
                // No sockets in /tmp, where others may have theirs.
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

    private void stopOnceStarted(CompletableFuture<EmbeddedPostgres> server) {
        var unused = server.thenAccept(BoundedStart::stop).exceptionally(failure -> {
            directory.stopServer();
            return null;
        });
    }

    private static void stop(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
