package dev.lifeline.app.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Relation of a process to a data directory. */
enum Postmaster {
    /** A PostgreSQL server on this directory. */
    ON_THIS_DIRECTORY,
    /** Certainly another process. */
    SOMETHING_ELSE,
    /** The system does not provide the information. */
    UNKNOWN;

    static Postmaster identify(ProcessHandle process, Path directory) {
        Optional<String> command = process.info().command();
        if (command.isEmpty()) {
            return UNKNOWN;
        }
        if (!isPostgres(Path.of(command.get()))) {
            return SOMETHING_ELSE;
        }
        return process.info()
                .arguments()
                .map(arguments -> isOn(directory, Arrays.asList(arguments)) ? ON_THIS_DIRECTORY : SOMETHING_ELSE)
                .orElse(UNKNOWN);
    }

    private static boolean isPostgres(Path command) {
        String name = String.valueOf(command.getFileName());
        return name.equals("postgres") || name.equals("postgres.exe");
    }

    private static boolean isOn(Path directory, List<String> arguments) {
        int option = arguments.indexOf("-D");
        return option >= 0 && option + 1 < arguments.size() && isSame(directory, Path.of(arguments.get(option + 1)));
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }
}
