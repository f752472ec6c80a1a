package dev.lifeline.datasource.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.testing.random.RandomTexts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any text is a URL of a database, or refused without its password. */
class RandomUrlTest {
    private static final String PASSWORD = "gEhEiM";

    private final RandomTexts urls = RandomTexts.of(
            List.of(
                    "jdbc:postgresql://one:5432,two/name?sslmode=verify-full&ApplicationName=a%20b",
                    "postgresql://user:" + PASSWORD + "@[::1]:5433/name?target_session_attrs=read-write",
                    "postgres://user@/name?host=one,two&port=5432,5433&password=" + PASSWORD,
                    "jdbc:postgresql:name"),
            "/",
            ":",
            "@",
            "?",
            "&",
            "=",
            ",",
            "%",
            "%4",
            "%40",
            "%00",
            "[",
            "]",
            "#",
            "'",
            "\"",
            "99999",
            "sslmode=",
            "\u00e9");

    @Test
    void a_url_is_parsed_or_refused() {
        urls.check(text -> {
            try {
                DatabaseUrl url = DatabaseUrl.parse(text);
                assertThat(url.toString()).doesNotContain(PASSWORD + "@");
                assertThat(url.endpoints()).isNotEmpty();
            } catch (InvalidSettingsException refused) {
                assertThat(refused.getMessage()).isNotEmpty().doesNotContain(PASSWORD);
            }
        });
    }

    @Test
    void the_url_for_the_driver_means_the_same_database() {
        urls.check(text -> {
            DatabaseUrl url;
            try {
                url = DatabaseUrl.parse(text);
            } catch (InvalidSettingsException refused) {
                return;
            }
            DatabaseUrl again = DatabaseUrl.parse(url.jdbcUrl());
            assertThat(again.endpoints()).isEqualTo(url.endpoints());
            assertThat(again.database()).isEqualTo(url.database());
        });
    }
}
