package dev.lifeline.app.hostile;

import dev.lifeline.testing.program.InstalledProgram;
import java.nio.file.Path;
import java.util.List;

/** Objects of a process that survive a collection, by class. */
public final class HeapHistogram {
    private static final int INSTANCES = 1;
    private static final int BYTES = 2;
    private static final int CLASS = 3;

    private final List<String[]> rows;

    private HeapHistogram(List<String[]> rows) {
        this.rows = rows;
    }

    /** Counts the objects with the JDK's jcmd, which collects garbage first. */
    public static HeapHistogram of(long pid, Path directory) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        String output = new InstalledProgram(jcmd)
                .run(directory, "", String.valueOf(pid), "GC.class_histogram")
                .output();
        return new HeapHistogram(output.lines()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(row -> row.length > CLASS && row[0].endsWith(":"))
                .toList());
    }

    /** Returns the bytes of all objects. */
    public long bytes() {
        return rows.stream().mapToLong(row -> Long.parseLong(row[BYTES])).sum();
    }

    /** Returns the number of objects of a class. */
    public long instances(String className) {
        return rows.stream()
                .filter(row -> row[CLASS].equals(className))
                .mapToLong(row -> Long.parseLong(row[INSTANCES]))
                .sum();
    }
}
