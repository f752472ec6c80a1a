package dev.lifeline.app.embedded;

import dev.lifeline.app.start.StartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Where an embedded server has its data. */
record DataDirectory(Path path, boolean isKept) {
    /** The version of the binaries in the build: data of another one are of no use to it. */
    static final String POSTGRES_MAJOR = "18";

    /**
     * The directory that somebody chose, freed from a server that was left behind there, or else a temporary one.
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

    /** Beneath the directory of the programs, where the library looks for what a killed process left behind. */
    private static DataDirectory temporary() {
        try {
            Path parent = workingDirectory();
            return new DataDirectory(Files.createTempDirectory(parent, "lifeline-"), false);
        } catch (IOException e) {
            throw new StartFailedException("There is no room for temporary data: " + e, e);
        }
    }

    /**
     * Where the library unpacks the server's programs. It makes this directory writable for all users; they cannot enter
     * the one above it.
     *
     * @throws StartFailedException if there is no such place
     */
    static Path workingDirectory() throws IOException {
        return Files.createDirectories(
                PrivateDirectory.ofThisProcess().prepare().resolve("server"));
    }

    /** The server that runs here, if there is one. */
    Optional<ProcessHandle> server() {
        return new LeftOverServer(path).postmaster();
    }

    /** Removes the directory, if it was to be temporary and is still there. */
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

    /** Stops the server that runs here, if there is one. */
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
