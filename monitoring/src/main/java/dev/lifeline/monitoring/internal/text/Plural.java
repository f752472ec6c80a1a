package dev.lifeline.monitoring.internal.text;

/** Formats counts with the singular or the plural of a noun. */
public final class Plural {

    private Plural() {}

    /** Returns a text such as {@code 1 attempt} or {@code 2 attempts}. */
    public static String count(long count, String noun) {
        return count(count, noun, noun + "s");
    }

    /** Returns a text such as {@code 1 retry} or {@code 2 retries}. */
    public static String count(long count, String singular, String plural) {
        return count + " " + (count == 1 ? singular : plural);
    }
}
