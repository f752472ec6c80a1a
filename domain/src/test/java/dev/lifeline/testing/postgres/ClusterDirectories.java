package dev.lifeline.testing.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Directories of database clusters, in memory if there is room. Each cluster has some 1,000 files, and ext4 spends most
 * of the time of a test run on finding inodes that were not deleted within the last minutes.
 */
final class ClusterDirectories {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String PREFIX = "lifeline-test-postgres";

    /** Room for the clusters of a whole run at a time. */
    private static final long ENOUGH_BYTES = 4L << 30;

    private ClusterDirectories() {}

    /** Creates an empty directory. */
    static Path create() throws IOException {
        return isMemoryUsable() ? Files.createTempDirectory(MEMORY, PREFIX) : Files.createTempDirectory(PREFIX);
    }

    private static boolean isMemoryUsable() throws IOException {
        return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > ENOUGH_BYTES;
    }
}
