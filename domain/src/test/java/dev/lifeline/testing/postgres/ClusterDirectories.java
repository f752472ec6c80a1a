package dev.lifeline.testing.postgres;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Directories of database clusters, in memory if there is room. Each cluster has some 1,000 files, and ext4 spends most
 * of the time of a test run on finding inodes that were not deleted within the last minutes.
 */
final class ClusterDirectories {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String PREFIX = "lifeline-test-postgres";

    /** Free memory that the clusters of one test run need together. */
    private static final long ENOUGH_BYTES = 4L << 30;

    /** Age beyond which a directory is deleted: a test run takes less time, so a killed run has left it. */
    private static final Duration ABANDONED = Duration.ofHours(4);

    private static boolean tidied;

    private ClusterDirectories() {}

    /** Creates an empty directory. */
    static synchronized Path create() throws IOException {
        if (!isMemoryUsable()) {
            return Files.createTempDirectory(PREFIX);
        }
        if (!tidied) {
            deleteAbandoned();
            tidied = true;
        }
        return Files.createTempDirectory(MEMORY, PREFIX);
    }

    private static void deleteAbandoned() {
        Instant oldest = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> all = Files.newDirectoryStream(MEMORY, PREFIX + "*")) {
            for (Path directory : all) {
                if (Files.getLastModifiedTime(directory).toInstant().isBefore(oldest)) {
                    ClusterTemplate.delete(directory);
                }
            }
        } catch (IOException e) {
            // Another JVM is deleting the directory.
        }
    }

    private static boolean isMemoryUsable() throws IOException {
        return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > ENOUGH_BYTES;
    }
}
