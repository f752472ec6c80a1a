package dev.lifeline.datasource.internal.jdbc;

/**
 * What a borrower may have left in its session, judged by the SQL that it ran, because PostgreSQL reports few changes by
 * itself. A setting that a function of the server changes is not seen. Confined to the borrower's thread.
 */
final class SessionState {
    /** What DISCARD ALL does, except for plans and the driver's prepared statements, which are worth keeping. */
    private static final String UNDO = "close all; reset session authorization; reset role; reset all; unlisten *;"
            + " select pg_catalog.pg_advisory_unlock_all(); discard temp; set extra_float_digits = 3";

    private boolean changed;
    private boolean hasOwnStatements;

    /** Notes what a statement will leave behind. */
    void willRun(String sql) {
        switch (SessionEffect.of(sql)) {
            case NONE -> {}
            case SETTINGS -> changed = true;
            case PREPARED_STATEMENTS -> {
                changed = true;
                hasOwnStatements = true;
            }
        }
    }

    /** Notes a change that was made through JDBC. */
    void change() {
        changed = true;
    }

    boolean isChanged() {
        return changed;
    }

    /** Forgets all notes, because the session is in its first state again. */
    void forget() {
        changed = false;
        hasOwnStatements = false;
    }

    /**
     * Returns the statements that undo everything, for one message to the server. The driver sets two settings after the
     * login, so that RESET alone would lose them.
     *
     * @param applicationName as it was after the login
     */
    String undo(String applicationName) {
        return UNDO + "; set application_name = '" + applicationName.replace("'", "''") + "'"
                + (hasOwnStatements ? "; deallocate all" : "");
    }
}
