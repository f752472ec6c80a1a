package dev.lifeline.domain.project;

/** Input breaks a rule. Names the field, so that the client can correct it. */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * @param field name of the offending field, as the client knows it
     * @param problem what is wrong with it, in words: a phrase that follows the name of the field
     */
    public InvalidInputException(String field, String problem) {
        super(field + " " + problem);
        this.field = field;
    }

    /** Returns the name of the offending field. */
    public String field() {
        return field;
    }
}
