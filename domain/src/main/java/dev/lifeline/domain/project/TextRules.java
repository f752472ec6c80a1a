package dev.lifeline.domain.project;

/** Rules for all stored text. */
final class TextRules {

    private TextRules() {}

    /** Rejects unpaired surrogates: they have no UTF-8 form, and the database would store a different text. */
    static void requireWellFormed(String field, String text) {
        boolean broken = text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        if (broken) {
            throw new InvalidInputException(field, "must not contain half of a surrogate pair");
        }
    }
}
