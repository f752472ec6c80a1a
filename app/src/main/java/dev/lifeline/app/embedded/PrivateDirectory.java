package dev.lifeline.app.embedded;

import dev.lifeline.app.start.StartFailedException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/**
 * Directory for the embedded server's unpacked programs and temporary data. Its content is executed, so no other user
 * may write to it. There is one directory per user in the temporary directory, so that the next start need not unpack
 * again.
 */
final class PrivateDirectory {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final String NAME = "lifeline-embedded-";
    private static final int WORLD_WRITABLE = 0002;
    private static final int STICKY = 01000;

    private final Path parent;
    private final String user;

    /** Creates the object for a user, below a parent that other users may share. */
    PrivateDirectory(Path parent, String user) {
        this.parent = parent;
        this.user = user;
    }

    /** Returns the directory of this process's user. */
    static PrivateDirectory ofThisProcess() {
        return new PrivateDirectory(
                Path.of(System.getProperty("java.io.tmpdir")),
                System.getProperty("user.name").replaceAll("[^A-Za-z0-9]", "_"));
    }

    /**
     * Creates the directory, or checks the existing one.
     *
     * @throws StartFailedException if other users may have written to it, or it cannot be created
     */
    Path prepare() {
        Path directory = parent.resolve(NAME + user);
        try {
            Files.createDirectories(parent);
            if (!isPosix()) {
                return Files.createDirectories(directory);
            }
            create(directory);
            if (!isOursAlone(directory)) {
                throw new StartFailedException("The embedded PostgreSQL cannot use " + directory
                        + ": another user owns it or can write there. Remove it, or name another temporary "
                        + "directory with"
                        + " -Djava.io.tmpdir");
            }
            return directory;
        } catch (IOException e) {
            throw new StartFailedException("There is no room for the embedded PostgreSQL in " + parent + ": " + e, e);
        }
    }

    private static void create(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            // An existing directory is checked like a new one.
        }
    }

    /**
     * Returns whether only this user can change the directory. Also checks the parent, in which other users must not be
     * able to rename it.
     */
    private boolean isOursAlone(Path directory) throws IOException {
        var attributes = Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return attributes.isDirectory()
                && attributes.owner().equals(ourselves())
                && attributes.permissions().equals(OWNER_ONLY)
                && keepsDirectoriesOfOthers(parent);
    }

    private static boolean keepsDirectoriesOfOthers(Path parent) throws IOException {
        int mode = (int) Files.getAttribute(parent, "unix:mode");
        return (mode & WORLD_WRITABLE) == 0 || (mode & STICKY) != 0;
    }

    /**
     * Returns the owner of a new file: in a user namespace, the name of the user may differ from the owner of its
     * files.
     */
    private UserPrincipal ourselves() throws IOException {
        Path probe = Files.createTempFile(parent, NAME, ".probe");
        try {
            return Files.getOwner(probe);
        } finally {
            Files.delete(probe);
        }
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
    }
}
