package dev.lifeline.app.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what somebody meant. */
final class Spelling {
    /** A third of the letters may be wrong; beyond that it is another word. */
    private static final int TOLERANCE = 3;

    private Spelling() {}

    /** The candidate that takes the fewest changes of a letter, if they are few. */
    static Optional<String> nearest(String word, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .filter(candidate -> distance(word, candidate) <= Math.max(2, word.length() / TOLERANCE));
    }

    /** How many letters must be changed, added or removed (Levenshtein). */
    static int distance(String from, String to) {
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
