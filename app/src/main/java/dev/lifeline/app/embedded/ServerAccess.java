package dev.lifeline.app.embedded;

import dev.lifeline.app.start.StartFailedException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Login rules of an embedded server: the password is required, from the first start on. */
final class ServerAccess {
    private final DataDirectory directory;
    private final Path passwordFile;
    private final ServerPassword password;

    /**
     * Reads the password of those data, or makes one for new data.
     *
     * @param privateDirectory where the new server finds its password
     * @throws StartFailedException if there are data without a password, to which every local user could log in
     */
    ServerAccess(DataDirectory directory, Path privateDirectory) throws IOException {
        this.directory = directory;
        this.password = ServerPassword.of(directory);
        this.passwordFile = privateDirectory.resolve("new-" + UUID.randomUUID() + ".password");
        if (password.isNew() && Files.exists(directory.path().resolve("PG_VERSION"))) {
            throw new StartFailedException("The data directory " + directory.path()
                    + " (lifeline.embedded.data-directory) has no file " + ServerPassword.FILE
                    + ": an earlier version made it, or its first start was killed. Remove it, or name another one");
        }
    }

    /** Makes the server ask for the password; it must not run yet. */
    void configure(EmbeddedPostgres.Builder builder) throws IOException {
        builder.setConnectConfig("password", password.text());
        if (password.isNew()) {
            password.write(passwordFile);
            // The library hands these to initdb unchanged, after its own "-A trust": the last one takes effect.
            builder.setLocaleConfig("auth", "scram-sha-256")
                    .setLocaleConfig("pwfile", passwordFile.toString())
                    .setDataDirectoryCustomizer(ready -> keepPassword());
        }
    }

    /** Before the server starts, so that a kill later on does not leave data without their password. */
    private void keepPassword() {
        try {
            password.write(directory.path().resolve(ServerPassword.FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the server asks for. */
    String password() {
        return password.text();
    }

    /** Removes the file that the new server read its password from. */
    void discard() throws IOException {
        Files.deleteIfExists(passwordFile);
    }
}
