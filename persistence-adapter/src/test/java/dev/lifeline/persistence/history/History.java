package dev.lifeline.persistence.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectOutcome.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What callers were told. Each write gives the project a name that no other write gives, so that a state tells who wrote it. Safe
 * for use by several threads.
 */
public final class History {
    private final Map<String, Map<Long, Queue<String>>> written = new ConcurrentHashMap<>();
    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger unknown = new AtomicInteger();
    private final AtomicInteger resolved = new AtomicInteger();

    private record Seen(String slug, long version, String name) {}

    /** A write was acknowledged with this state; only the first time counts that the same write is told. */
    public void acknowledged(Project state) {
        acknowledged.incrementAndGet();
        states(state).add(state.name());
    }

    /** A write was answered with an error, and nothing of it may ever be seen. */
    public void refused() {
        refused.incrementAndGet();
    }

    /** A write was answered with "outcome unknown". */
    public void unknown() {
        unknown.incrementAndGet();
    }

    /** Its token told later what had become of it. */
    public void resolved(Project state) {
        resolved.incrementAndGet();
        states(state).add(state.name());
    }

    private Queue<String> states(Project state) {
        return written.computeIfAbsent(state.slug().value(), slug -> new ConcurrentHashMap<>())
                .computeIfAbsent(state.version(), version -> new ConcurrentLinkedQueue<>());
    }

    /** A read showed this state. */
    public void saw(Project state) {
        seen.add(new Seen(state.slug().value(), state.version(), state.name()));
    }

    /** A writer who is alone with its project was refused as if it were not. */
    public void falselyRefused(String slug, Kind kind) {
        violations.add("false refusal of " + slug + ": " + kind);
    }

    /** A reader was shown an older version than one that had been acknowledged before it asked. */
    public void sawOld(String slug, long version, long acknowledgedBefore) {
        violations.add(slug + ": saw version " + version + " after " + acknowledgedBefore + " had been acknowledged");
    }

    /**
     * Holds the history against the rows of the database.
     *
     * @param rows each as slug, version and name, with spaces between
     */
    public void verify(List<String> rows) {
        List<String> found = new ArrayList<>(violations);
        Map<String, String> present = new TreeMap<>();
        rows.forEach(row -> {
            String[] parts = row.split(" ", 3);
            if (present.put(parts[0], parts[1] + " " + parts[2]) != null) {
                found.add(parts[0] + " is there twice");
            }
        });
        written.forEach((slug, versions) -> verify(slug, versions, present.remove(slug), found));
        present.keySet().forEach(slug -> found.add(slug + " is there, and nobody was told that it was written"));
        seen.forEach(one -> {
            Queue<String> writers = written.getOrDefault(one.slug(), Map.of()).get(one.version());
            if (writers == null || !writers.contains(one.name())) {
                found.add("a read showed what nobody wrote: " + one);
            }
        });
        assertThat(found).as("violations in %s", this).isEmpty();
    }

    private static void verify(String slug, Map<Long, Queue<String>> versions, String row, List<String> found) {
        for (long version = 0; version < versions.size(); version++) {
            Queue<String> writers = versions.get(version);
            if (writers == null || writers.size() != 1) {
                found.add(slug + " version " + version + " was written by " + writers);
                return;
            }
        }
        long last = versions.size() - 1L;
        String expected = last + " " + versions.get(last).peek();
        if (!expected.equals(row)) {
            found.add(slug + " should be " + expected + ", but is " + row);
        }
    }

    /** How many writes were acknowledged or found out to have happened. */
    public int happened() {
        return acknowledged.get() + resolved.get();
    }

    @Override
    public String toString() {
        return acknowledged + " writes acknowledged, " + refused + " refused, " + unknown + " told unknown and "
                + resolved + " of these found out to have happened, " + seen.size() + " reads";
    }
}
