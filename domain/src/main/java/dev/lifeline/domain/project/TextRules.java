package dev.lifeline.domain.project;

/** Rules that every text keeps which is to be stored. */
final class TextRules {

    private TextRules() {}

    /** Half of a surrogate pair has no UTF-8 form: it would be stored as something else than was sent. */
    static void requireWellFormed(String field, String text) {
        boolean broken = text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        if (broken) {
            throw new InvalidInputException(field, "must not contain half of a surrogate pair");
        }
    }
}
