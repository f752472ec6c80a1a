package dev.lifeline.datasource.config;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.settings.SettingChecks;

/**
 * User name and password of the database. {@link #toString} never contains the password.
 *
 * @param username user name, not blank
 * @param password source of the password, read for each login
 */
public record DatabaseCredentials(String username, PasswordSource password) {

    public DatabaseCredentials {
        requireNonNull(password, "password");
        new SettingChecks()
                .require(!username.isBlank(), "database.username must not be blank")
                .verify();
    }

    /** Returns credentials with a fixed password. */
    public static DatabaseCredentials of(String username, String password) {
        return new DatabaseCredentials(username, PasswordSource.fixed(password));
    }

    @Override
    public String toString() {
        return "DatabaseCredentials[" + username + ", password hidden]";
    }
}
