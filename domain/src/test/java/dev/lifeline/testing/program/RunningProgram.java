package dev.lifeline.testing.program;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Program that runs until it is closed. Safe for use by several threads. */
public final class RunningProgram implements AutoCloseable {
    private static final int LIMIT_SECONDS = 30;

    private final Process process;
    private final Path output;

    RunningProgram(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Returns its combined output so far. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether it is running. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Terminates the program, and kills it if it does not exit. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LIMIT_SECONDS, SECONDS)) {
                process.destroyForcibly().waitFor(LIMIT_SECONDS, SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
