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

/** Installed program that a Debian package provides. Safe for use by several threads. */
public record InstalledProgram(Path path) {
    private static final int LIMIT_SECONDS = 60;

    /** Debian's directory for server programs, which is not on every user's {@code PATH}. */
    private static final String SERVERS = "/usr/sbin";

    /** Finds a program on the {@code PATH} or in the directory for server programs. */
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
            System.out.println(message); // Maven counts skipped tests without printing the reason
            abort(message);
        }
        return found.orElseThrow();
    }

    /** Combined output and exit code of a program. */
    public record Outcome(int exitCode, String output) {}

    /** Runs the program with the text as its standard input and waits for it to exit. */
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

    /** Starts the program, with its output in a file in the directory. */
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
