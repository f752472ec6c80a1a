package dev.lifeline.datasource.config;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.settings.SettingChecks;

/** Who we are to the database. Its text form never shows the password. */
public record DatabaseCredentials(String username, PasswordSource password) {

    public DatabaseCredentials {
        requireNonNull(password, "password");
        new SettingChecks()
                .require(!username.isBlank(), "database.username must not be blank")
                .verify();
    }

    /** Credentials with a password that never changes. */
    public static DatabaseCredentials of(String username, String password) {
        return new DatabaseCredentials(username, PasswordSource.fixed(password));
    }

    @Override
    public String toString() {
        return "DatabaseCredentials[" + username + ", password hidden]";
    }
}
