package dev.lifeline.app.embedded;

import dev.lifeline.app.start.StartFailedException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Login rules of an embedded server: the password is required from the first start. */
final class ServerAccess {
    private final DataDirectory directory;
    private final Path passwordFile;
    private final ServerPassword password;

    /**
     * Reads the password of existing data, or creates one for new data.
     *
     * @param privateDirectory directory in which the new server finds its password
     * @throws StartFailedException if existing data has no password, so that every local user could log in
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

    /** Configures the server to require the password; it must not be running. */
    void configure(EmbeddedPostgres.Builder builder) throws IOException {
        builder.setConnectConfig("password", password.text());
        if (password.isNew()) {
            password.write(passwordFile);
            // The library appends these options to "initdb -A trust"; the last option takes effect.
            builder.setLocaleConfig("auth", "scram-sha-256")
                    .setLocaleConfig("pwfile", passwordFile.toString())
                    .setDataDirectoryCustomizer(ready -> keepPassword());
        }
    }

    /**
     * Writes the password before the server starts, so that a killed start does not leave data without its password.
     */
    private void keepPassword() {
        try {
            password.write(directory.path().resolve(ServerPassword.FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the password. */
    String password() {
        return password.text();
    }

    /** Deletes the file from which the new server read its password. */
    void discard() throws IOException {
        Files.deleteIfExists(passwordFile);
    }
}
