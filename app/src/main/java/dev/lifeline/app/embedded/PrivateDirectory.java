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
 * Where the embedded server's programs are unpacked and temporary data lie. Its content is executed, so no other user may write
 * there. One directory for each user in the temporary directory, so that the next start need not unpack again.
 */
final class PrivateDirectory {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final String NAME = "lifeline-embedded-";
    private static final int WORLD_WRITABLE = 0002;
    private static final int STICKY = 01000;

    private final Path parent;
    private final String user;

    /** A directory for the user in the parent, which others may use too. */
    PrivateDirectory(Path parent, String user) {
        this.parent = parent;
        this.user = user;
    }

    /** The one of the user of this process. */
    static PrivateDirectory ofThisProcess() {
        return new PrivateDirectory(
                Path.of(System.getProperty("java.io.tmpdir")),
                System.getProperty("user.name").replaceAll("[^A-Za-z0-9]", "_"));
    }

    /**
     * Makes the directory, or checks the one that is there.
     *
     * @throws StartFailedException if others may have written into it, or there is no room for it
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
                        + ": another user owns it or can write there. Remove it, or name another temporary directory with"
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
            // which is checked like a new one
        }
    }

    /** A parent in which others may rename the directory would make all checks void. */
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

    /** In a user namespace, the name of the user can differ from the owner of its files: a new file has the right one. */
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
