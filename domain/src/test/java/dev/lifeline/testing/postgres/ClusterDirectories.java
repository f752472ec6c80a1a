package dev.lifeline.testing.postgres;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Directories of database clusters, in memory if there is room. Each cluster has some 1,000 files, and ext4 spends most
 * of the time of a test run on finding inodes that were not deleted within the last minutes.
 */
final class ClusterDirectories {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String PREFIX = "lifeline-test-postgres-";

    /** Free memory that the clusters of one test run need together. */
    private static final long ENOUGH_BYTES = 4L << 30;

    private static boolean tidied;

    private ClusterDirectories() {}

    /** Creates an empty directory. */
    static synchronized Path create() throws IOException {
        if (!isMemoryUsable()) {
            return Files.createTempDirectory(PREFIX);
        }
        if (!tidied) {
            deleteAbandoned(MEMORY);
            tidied = true;
        }
        return createIn(MEMORY);
    }

    /** Creates a directory that has the number of this process in its name. */
    static Path createIn(Path parent) throws IOException {
        return Files.createTempDirectory(
                parent, PREFIX + ProcessHandle.current().pid() + "-");
    }

    /**
     * Deletes the directories whose process has ended. Their age says nothing: the clock of a virtual machine may jump
     * by days when it resumes.
     */
    static void deleteAbandoned(Path parent) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path directory : all) {
                if (ProcessHandle.of(userOf(directory)).isEmpty()) {
                    ClusterTemplate.delete(directory);
                }
            }
        } catch (IOException e) {
            // Another JVM is deleting the directory.
        }
    }

    private static long userOf(Path directory) {
        String name = directory.getFileName().toString();
        return Long.parseLong(name.substring(PREFIX.length(), name.lastIndexOf('-')));
    }

    private static boolean isMemoryUsable() throws IOException {
        return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > ENOUGH_BYTES;
    }
}
