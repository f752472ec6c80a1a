package dev.lifeline.domain.project;

/** What somebody sent breaks a rule. Names the field, so that the sender can mend it. */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * @param field the name of the offending field, as the sender knows it
     * @param problem what is wrong with it, for a person to read: a phrase that goes on after the field's name
     */
    public InvalidInputException(String field, String problem) {
        super(field + " " + problem);
        this.field = field;
    }

    /** The name of the offending field. */
    public String field() {
        return field;
    }
}
