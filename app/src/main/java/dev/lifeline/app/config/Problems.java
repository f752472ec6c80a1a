package dev.lifeline.app.config;

import dev.lifeline.domain.settings.InvalidSettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Collects everything that is wrong, so that it can be told at once. Confined to one thread. */
final class Problems {
    private final List<String> lines = new ArrayList<>();

    void add(String line) {
        // One problem, one line, whatever the value holds.
        lines.add(line.replaceAll("\\p{Cntrl}+", " "));
    }

    /**
     * Makes a group of settings; if it refuses its values, its words are kept and the fallback stands in until
     * {@link #verify()}.
     *
     * @param located what the words become, to say where the values came from
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
