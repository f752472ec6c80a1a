package dev.lifeline.domain.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known name that is closest to an unknown one. Safe for use by several threads. */
public final class SuggestedNames {
    /** At most a third of the letters may differ; beyond that the candidate is a different word. */
    private static final int TOLERANCE = 3;

    private SuggestedNames() {}

    /**
     * Returns the candidate with the smallest distance, if that distance is at most a third of the letters, or at most
     * 2. Ignores candidates that are further away.
     */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .filter(candidate -> distance(word, candidate) <= Math.max(2, word.length() / TOLERANCE));
    }

    /** Returns the Levenshtein distance: the number of letters to change, add or remove. */
    public static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            previous = nextRow(previous, from.charAt(row - 1), row, to);
        }
        return previous[to.length()];
    }

    private static int[] nextRow(int[] previous, char letter, int row, String to) {
        int[] current = new int[previous.length];
        current[0] = row;
        for (int column = 1; column < current.length; column++) {
            int changed = previous[column - 1] + (letter == to.charAt(column - 1) ? 0 : 1);
            current[column] = Math.min(changed, Math.min(previous[column], current[column - 1]) + 1);
        }
        return current;
    }
}
