package dev.lifeline.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/** Finds files with secrets that every user of the machine can read. */
final class SecretFiles {
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

    private SecretFiles() {}

    /** Returns a line for each such file. */
    static List<String> exposed(Sources sources, Values values, Path settingsFile) {
        var lines = new ArrayList<String>();
        for (Setting setting : FILES) {
            values.path(setting)
                    .filter(SecretFiles::isReadableByAll)
                    .ifPresent(file -> lines.add(line(file.toString(), setting.key())));
        }
        SECRETS.stream()
                .filter(sources::isFromFile)
                .findFirst()
                .filter(setting -> isReadableByAll(settingsFile))
                .ifPresent(setting -> lines.add(line(settingsFile.toString(), setting.key())));
        return lines;
    }

    private static String line(String file, String setting) {
        return "Every user of this machine can read " + file + ", which has a secret (" + setting
                + "): remove that permission, as with chmod o-r";
    }

    private static boolean isReadableByAll(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // There is none, or the file system has no such permissions.
        }
    }
}
