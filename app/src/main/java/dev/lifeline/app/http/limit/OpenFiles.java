package dev.lifeline.app.http.limit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Number of files and connections that the system lets this process open. */
final class OpenFiles {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String LINE = "Max open files";

    private OpenFiles() {}

    /** Returns the limit; a very large number if it is unknown or there is none. */
    static long limit() {
        try {
            return limit(Files.readAllLines(LIMITS));
        } catch (IOException e) {
            return Long.MAX_VALUE; // not Linux
        }
    }

    static long limit(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(LINE))
                .map(line -> line.substring(LINE.length()).strip().split("\\s+", -1)[0])
                .filter(soft -> soft.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }
}
