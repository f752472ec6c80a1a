package dev.lifeline.app.fuzz;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Course of a fuzz run: statuses, rate and the slowest request. Confined to one thread. */
final class FuzzReport {
    private static final int BETWEEN_LINES = 10_000;

    private final Map<String, Integer> statuses = new TreeMap<>();
    private final long begun = System.nanoTime();
    private final String name;
    private int requests;
    private int slowestNumber;
    private Duration slowest = Duration.ZERO;

    FuzzReport(String name) {
        this.name = name;
    }

    /** Adds the next request, and prints the report from time to time. */
    void add(String status, Duration time) {
        statuses.merge(status, 1, Integer::sum);
        if (time.compareTo(slowest) > 0) {
            slowest = time;
            slowestNumber = requests;
        }
        requests++;
        if (requests % BETWEEN_LINES == 0) {
            System.out.println(this);
        }
    }

    Map<String, Integer> statuses() {
        return statuses;
    }

    Duration duration() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Override
    public String toString() {
        return "FUZZ " + name + ": " + requests + " requests in " + duration().toSeconds() + " s, slowest: number "
                + slowestNumber + " with " + slowest.toMillis() + " ms, by status: " + statuses;
    }
}
