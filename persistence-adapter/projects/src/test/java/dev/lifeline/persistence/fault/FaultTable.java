package dev.lifeline.persistence.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/** Table in {@code target/fault-table.md}, with a row for each test. */
final class FaultTable {
    private static final Path FILE = Path.of("target", "fault-table.md");
    private static final List<String> HEAD = List.of(
            "| fault | JDK | requests | failed | in doubt | longest | detected after | last late answer after the "
                    + "end |",
            "| --- | --- | --- | --- | --- | --- | --- | --- |");

    void add(Report report, Duration detection, Duration lastLate) {
        String row = "| %s | %s | %d | %s | %d | %d ms | %d ms | %d ms |"
                .formatted(
                        runningTest(),
                        Runtime.version().feature(),
                        report.results().size(),
                        report.failures().isEmpty() ? "0" : report.failures(),
                        report.inDoubt(),
                        report.longest().toMillis(),
                        detection.toMillis(),
                        lastLate.toMillis());
        try {
            if (!Files.exists(FILE)) {
                Files.write(FILE, HEAD);
            }
            Files.write(FILE, List.of(row), StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String runningTest() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getClassName().endsWith("IT"))
                        .findFirst()
                        .map(frame -> frame.getMethodName().replace('_', ' '))
                        .orElse("?"));
    }
}
