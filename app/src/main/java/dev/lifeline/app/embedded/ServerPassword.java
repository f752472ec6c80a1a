package dev.lifeline.app.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Password of an embedded server: random, created with the data, and kept next to it in a file that only the owner can
 * read.
 *
 * @param isNew whether the password is not set in the data yet
 */
record ServerPassword(String text, boolean isNew) {
    /** Name of the file in the data directory. */
    static final String FILE = "lifeline-password";

    private static final int BYTES = 32;

    /** Returns the password of the data, or a new one. */
    static ServerPassword of(DataDirectory directory) throws IOException {
        Path file = directory.path().resolve(FILE);
        return Files.exists(file)
                ? new ServerPassword(Files.readString(file).strip(), false)
                : new ServerPassword(random(), true);
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Writes the password to a file that only its owner can read. */
    void write(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, ownerOnly(file));
        Files.writeString(file, text + "\n", StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public String toString() {
        return "ServerPassword[hidden]";
    }
}
