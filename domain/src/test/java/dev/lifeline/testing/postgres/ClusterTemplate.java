package dev.lifeline.testing.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Empty database cluster that {@code initdb} creates once per build; every test server runs on a copy of it. Safe for
 * use by several threads and several JVMs.
 */
final class ClusterTemplate {
    /** Directory of the test kit in the build; the parent POM sets it for all modules. */
    private static final Path KIT = Path.of(System.getProperty("test.kit.directory", "target/test-kit"));

    /** Files that belong to a running server and must not be copied. */
    private static final Set<String> OF_ONE_SERVER = Set.of("postmaster.pid", "postmaster.opts", "epg-lock");

    private static Path made;

    private ClusterTemplate() {}

    /** Copies the cluster into an empty directory. */
    static void copyTo(Path directory) {
        try {
            copy(template(), directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized Path template() throws IOException {
        if (made == null) {
            Path kit = Files.createDirectories(KIT.toAbsolutePath());
            try (FileChannel lock =
                    FileChannel.open(kit.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock.lock(); // released when the file is closed
                made = kit.resolve("cluster");
                if (!Files.isDirectory(made)) {
                    make(kit);
                }
            }
        }
        return made;
    }

    private static void make(Path kit) throws IOException {
        Path unfinished = kit.resolve("cluster.unfinished");
        delete(unfinished);
        Files.createDirectories(unfinished);
        EmbeddedPostgres.builder()
                .setPort(TestPorts.next())
                .setDataDirectory(unfinished)
                .setCleanDataDirectory(false)
                .setLocaleConfig("wal-segsize", "1") // MB; the default of 16 would be part of every copy
                .setOutputRedirector(Redirect.DISCARD)
                .setErrorRedirector(Redirect.DISCARD)
                .start()
                .close();
        Files.move(unfinished, kit.resolve("cluster"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Copies the files of a stopped cluster. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (!file.equals(from)
                        && !OF_ONE_SERVER.contains(file.getFileName().toString())) {
                    Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    /** Deletes a directory with its content, if it exists. Others may delete parts of it at the same time. */
    static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            Files.walkFileTree(directory, new Deletion());
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
