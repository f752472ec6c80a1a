package dev.lifeline.monitoring.internal.incident;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * File lock that excludes other processes until it is closed or the process ends. The lock file itself remains and is
 * empty.
 */
record LockFile(FileChannel channel) implements AutoCloseable {

    /** @throws IOException if another process holds the lock, or the file system does not support locks */
    static LockFile take(Path path) throws IOException {
        FileChannel channel = OwnerOnlyFile.open(path, WRITE, CREATE);
        try {
            if (channel.tryLock() != null) {
                return new LockFile(channel);
            }
            throw new FileSystemException(path.toString(), null, "in use by another process");
        } catch (OverlappingFileLockException ours) {
            channel.close();
            throw new FileSystemException(path.toString(), null, "in use by this very process");
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
