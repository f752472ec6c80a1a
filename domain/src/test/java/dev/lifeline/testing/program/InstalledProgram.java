package dev.lifeline.testing.program;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of this machine that a Debian package provides. Safe for use by several threads. */
public record InstalledProgram(Path path) {
    private static final int LIMIT_SECONDS = 60;

    /** Where Debian installs servers, which is not on everybody's {@code PATH}. */
    private static final String SERVERS = "/usr/sbin";

    /** Finds a program on the {@code PATH}, or where servers are. */
    public static Optional<InstalledProgram> find(String name) {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + SERVERS;
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(InstalledProgram::new);
    }

    /** Returns a program, or skips the test with a message that names the Debian package to install. */
    public static InstalledProgram required(String name, String debianPackage) {
        Optional<InstalledProgram> found = find(name);
        if (found.isEmpty()) {
            String message = "Skipped: " + name + " is not installed; Debian's package is " + debianPackage;
            System.out.println(message); // Maven counts skipped tests, but does not print why
            abort(message);
        }
        return found.orElseThrow();
    }

    /** What a program printed, both streams together, and its exit code. */
    public record Outcome(int exitCode, String output) {}

    /** Runs it to its end, with that text as its input. */
    public Outcome run(Path directory, String input, String... arguments) {
        try {
            Path output = Files.createTempFile("lifeline-test-output", "");
            Path typed = Files.writeString(Files.createTempFile("lifeline-test-input", ""), input);
            Process process = builder(directory, arguments)
                    .redirectInput(typed.toFile())
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(path + " does not end: " + Files.readString(output));
            }
            Outcome outcome = new Outcome(process.exitValue(), Files.readString(output));
            Files.delete(typed);
            Files.delete(output);
            return outcome;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts it, with its output in a file of that directory. */
    public RunningProgram start(Path directory, String... arguments) {
        Path output = directory.resolve(path.getFileName() + ".log");
        try {
            return new RunningProgram(
                    builder(directory, arguments)
                            .redirectOutput(output.toFile())
                            .start(),
                    output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder builder(Path directory, String... arguments) {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    }
}
