package dev.lifeline.app.embedded;

import dev.lifeline.app.start.StartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Data directory of an embedded server. */
record DataDirectory(Path path, boolean isKept) {
    /** Major version of the binaries in the build; it cannot use data of another version. */
    static final String POSTGRES_MAJOR = "18";

    /**
     * Returns the configured directory, after stopping a server that was left running there, or else a temporary one.
     *
     * @throws StartFailedException if it cannot be used
     */
    static DataDirectory prepare(EmbeddedConfig config) {
        return config.keptDirectory().map(DataDirectory::kept).orElseGet(DataDirectory::temporary);
    }

    private static DataDirectory kept(Path chosen) {
        Path path = chosen.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            requireSameVersion(path);
            new LeftOverServer(path).makeRoom();
            return new DataDirectory(path, true);
        } catch (IOException e) {
            throw new StartFailedException(
                    "The data directory " + path + " (lifeline.embedded.data-directory) cannot be used: " + e, e);
        }
    }

    /** Creates a temporary directory below that of the programs, where the library cleans up after killed processes. */
    private static DataDirectory temporary() {
        try {
            Path parent = workingDirectory();
            return new DataDirectory(Files.createTempDirectory(parent, "lifeline-"), false);
        } catch (IOException e) {
            throw new StartFailedException("There is no room for temporary data: " + e, e);
        }
    }

    /**
     * Returns the directory in which the library unpacks the server's programs. The library makes it writable for all
     * users, but other users cannot enter its parent.
     *
     * @throws StartFailedException if there is no such directory
     */
    static Path workingDirectory() throws IOException {
        return Files.createDirectories(
                PrivateDirectory.ofThisProcess().prepare().resolve("server"));
    }

    /** Returns the server on this directory, if one is running. */
    Optional<ProcessHandle> server() {
        return new LeftOverServer(path).postmaster();
    }

    /** Deletes the directory if it is temporary and still exists. */
    void removeUnlessKept() throws IOException {
        if (isKept || !Files.exists(path)) {
            return;
        }
        try (Stream<Path> content = Files.walk(path)) {
            for (Path entry : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(entry);
            }
        }
    }

    /** Stops the server on this directory, if one is running. */
    void stopServer() {
        new LeftOverServer(path).stop();
    }

    private static void requireSameVersion(Path path) throws IOException {
        Path versionFile = path.resolve("PG_VERSION");
        if (!Files.exists(versionFile)) {
            return;
        }
        String version = Files.readString(versionFile).strip();
        if (!version.equals(POSTGRES_MAJOR)) {
            throw new StartFailedException("The data directory " + path
                    + " (lifeline.embedded.data-directory) holds data of PostgreSQL " + version
                    + ", but this is PostgreSQL "
                    + POSTGRES_MAJOR);
        }
    }
}
