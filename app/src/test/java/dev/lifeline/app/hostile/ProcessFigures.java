package dev.lifeline.app.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Memory and processor time of a process, as Linux counts them; 0 for a process that has ended. */
public record ProcessFigures(long pid) {

    /** Returns the resident memory, in MB. */
    public long resident() {
        return megabytes("VmRSS:");
    }

    /** Returns the highest resident memory since the start, in MB. */
    public long peak() {
        return megabytes("VmHWM:");
    }

    /** Returns the processor time of all threads since the start. */
    public Duration processorTime() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    private long megabytes(String name) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                            .filter(line -> line.startsWith(name))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    / 1024;
        } catch (IOException e) {
            return 0;
        }
    }
}
