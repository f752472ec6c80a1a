package dev.lifeline.app.endtoend;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of the machine's, which the tests do without where it is missing. */
record InstalledProgram(Path path) {

    /** Leaves the test out, with a message, if the machine does not have the program. */
    static InstalledProgram required(String name) {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            String message = "Left out: " + name + " is not installed; the README says how to have this test run";
            System.out.println(message); // Maven counts tests that were left out, but does not say why
            abort(message);
        }
        return new InstalledProgram(found.orElseThrow());
    }

    /** What a program printed, both streams together, and how it ended. */
    record Outcome(int exitCode, String output) {}

    /** Runs it to its end. */
    Outcome run(Path directory, String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(List.of(arguments));
        try {
            Path typed = Files.writeString(Files.createTempFile("lifeline-test-input", ""), input);
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(typed.toFile())
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(60, TimeUnit.SECONDS);
            Files.delete(typed);
            return new Outcome(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
