package dev.lifeline.monitoring.testing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A program that a package of Debian brings, running until it is closed. A test that needs one and does not find it is skipped,
 * and says why. Safe for use by several threads.
 */
public final class InstalledProgram implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final Process process;
    private final Path output;

    private InstalledProgram(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Where a program is, going by the {@code PATH}. */
    public static Optional<Path> find(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Where a program is; if nowhere, the test is skipped. The package is what to install for it. */
    public static Path require(String name, String debianPackage) {
        return find(name)
                .orElseGet(() -> abort("Skipped: there is no " + name
                        + " here. To run this test, install Debian's package " + debianPackage));
    }

    /** Starts a program, with its output in a file of that directory. */
    public static InstalledProgram start(Path program, Path directory, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path output = directory.resolve(program.getFileName() + ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return new InstalledProgram(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that it has written so far. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to end, and ends it if it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
