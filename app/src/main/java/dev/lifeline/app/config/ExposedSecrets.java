package dev.lifeline.app.config;

import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.domain.settings.InvalidSettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds secrets that every user of the machine can read, in files and on the command line. */
public final class ExposedSecrets {
    private static final List<Setting> FILES = List.of(
            Setting.DATABASE_PASSWORD_FILE,
            Setting.TLS_KEY_FILE,
            Setting.ACCESS_READ_TOKEN_FILE,
            Setting.ACCESS_WRITE_TOKEN_FILE,
            Setting.ACCESS_DETAILS_TOKEN_FILE,
            Setting.ACCESS_ADMIN_TOKEN_FILE);
    private static final List<Setting> SECRETS = List.of(
            Setting.DATABASE_PASSWORD,
            Setting.ADMIN_TOKEN,
            Setting.ALERTS_WEBHOOK_URL,
            Setting.ALERTS_ALERTMANAGER_URL);

    private ExposedSecrets() {}

    /** Returns a line for each secret that every user of the machine can read. */
    static List<String> found(Sources sources, Values values, Path settingsFile) {
        Optional<DatabaseUrl> url = sources.value(Setting.DATABASE_URL).flatMap(ExposedSecrets::parsed);
        List<Setting> secrets = Stream.concat(
                        SECRETS.stream(),
                        url.filter(ExposedSecrets::hasSecret).map(it -> Setting.DATABASE_URL).stream())
                .toList();
        return Stream.of(
                        FILES.stream()
                                .flatMap(setting ->
                                        values.path(setting).flatMap(file -> exposed(file, setting.key())).stream()),
                        url
                                .flatMap(ExposedSecrets::keyFile)
                                .flatMap(file -> exposed(file, Setting.DATABASE_URL.key()))
                                .stream(),
                        inSettingsFile(secrets, sources, settingsFile).stream(),
                        secrets.stream().filter(sources::isFromSystemProperty).map(ExposedSecrets::line))
                .flatMap(lines -> lines)
                .toList();
    }

    /** One line is enough for one file. */
    private static Optional<String> inSettingsFile(List<Setting> secrets, Sources sources, Path file) {
        return secrets.stream()
                .filter(sources::isFromFile)
                .findFirst()
                .flatMap(setting -> exposed(file, setting.key()));
    }

    /**
     * Returns a line if every user of the machine can read the file.
     *
     * @param setting setting or option that names the file or the secret in it
     */
    public static Optional<String> exposed(Path file, String setting) {
        return isReadableByAll(file)
                ? Optional.of("Every user of this machine can read " + file + ", which has a secret (" + setting
                        + "): remove that permission, as with chmod o-r")
                : Optional.empty();
    }

    private static String line(Setting setting) {
        return "The secret " + setting.key() + " is a system property: on the command line, every user of this machine"
                + " can read it in the list of processes (ps). Use a file or the environment";
    }

    private static Optional<DatabaseUrl> parsed(String url) {
        try {
            return Optional.of(DatabaseUrl.parse(url));
        } catch (InvalidSettingsException e) {
            return Optional.empty(); // reported as a problem of the setting
        }
    }

    private static boolean hasSecret(DatabaseUrl url) {
        boolean hasPassword = url.credentials()
                .filter(owner -> !owner.password().read().isEmpty())
                .isPresent();
        return hasPassword || url.parameters().containsKey("sslpassword");
    }

    private static Optional<Path> keyFile(DatabaseUrl url) {
        try {
            return Optional.ofNullable(url.parameters().get("sslkey")).map(Path::of);
        } catch (InvalidPathException e) {
            return Optional.empty(); // the driver reports it
        }
    }

    private static boolean isReadableByAll(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // There is none, or the file system has no such permissions.
        }
    }
}
