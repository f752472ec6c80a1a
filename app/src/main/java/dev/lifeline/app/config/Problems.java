package dev.lifeline.app.config;

import dev.lifeline.domain.settings.InvalidSettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Collects all problems, so that they are reported at once. Confined to one thread. */
final class Problems {
    private final List<String> lines = new ArrayList<>();

    void add(String line) {
        // One line for each problem, even if the value contains line breaks, and even if several groups of settings use
        // it.
        String problem = line.replaceAll("\\p{Cntrl}+", " ");
        if (!lines.contains(problem)) {
            lines.add(problem);
        }
    }

    /**
     * Creates a group of settings. If the values are invalid, collects the problems for {@link #verify()} and returns
     * the fallback.
     *
     * @param located adds the origin of the values to the text of a problem
     */
    <T> T attempt(Supplier<T> group, T fallback, UnaryOperator<String> located) {
        try {
            return group.get();
        } catch (InvalidSettingsException e) {
            e.problems().stream().map(located).forEach(this::add);
            return fallback;
        }
    }

    void verify() {
        if (!lines.isEmpty()) {
            throw new InvalidConfigurationException(lines);
        }
    }
}
