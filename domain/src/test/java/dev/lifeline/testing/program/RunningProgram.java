package dev.lifeline.testing.program;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that runs until it is closed. Safe for use by several threads. */
public final class RunningProgram implements AutoCloseable {
    private static final int LIMIT_SECONDS = 30;

    private final Process process;
    private final Path output;

    RunningProgram(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Everything that it has written so far, on both streams. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to end, and kills it if it does not. */
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
