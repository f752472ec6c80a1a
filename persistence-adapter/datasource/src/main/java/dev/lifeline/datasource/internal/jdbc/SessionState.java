package dev.lifeline.datasource.internal.jdbc;

/**
 * Session changes that a borrower may have left, derived from its SQL, because PostgreSQL reports few changes itself.
 * Does not detect settings that a server function changes. Confined to the borrower's thread.
 */
final class SessionState {
    /** Equals DISCARD ALL, but keeps plans and the driver's prepared statements. */
    private static final String UNDO = "close all; reset session authorization; reset role; reset all; unlisten *;"
            + " select pg_catalog.pg_advisory_unlock_all(); discard temp; set extra_float_digits = 3";

    private static final TextCache<SessionEffect> EFFECTS = new TextCache<>(SessionEffect::of);

    private boolean changed;
    private boolean hasOwnStatements;

    /** Records the session changes of a statement. */
    void willRun(String sql) {
        switch (EFFECTS.of(sql)) {
            case NONE -> {}
            case SETTINGS -> changed = true;
            case PREPARED_STATEMENTS -> {
                changed = true;
                hasOwnStatements = true;
            }
        }
    }

    /** Records a change that was made through JDBC. */
    void change() {
        changed = true;
    }

    boolean isChanged() {
        return changed;
    }

    /** Clears all records, because the session was reset. */
    void forget() {
        changed = false;
        hasOwnStatements = false;
    }

    /**
     * Returns the statements that reset the session, for one message to the server. The driver changes two settings
     * after the login, which RESET alone would lose.
     *
     * @param applicationName application name after the login
     */
    String undo(String applicationName) {
        return UNDO + "; set application_name = '" + applicationName.replace("'", "''") + "'"
                + (hasOwnStatements ? "; deallocate all" : "");
    }
}
