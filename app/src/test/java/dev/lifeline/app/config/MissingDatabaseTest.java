package dev.lifeline.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeline.domain.status.DatabaseKind;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** If a secret was not mounted, the service must not start on an embedded database that loses all data. */
class MissingDatabaseTest {

    @ParameterizedTest
    @CsvSource({"0.0.0.0,", "0.0.0.0,''", "0.0.0.0,'  '", "'::',", "192.0.2.1,"})
    void without_a_url_a_service_that_others_reach_does_not_start(String host, String url) {
        assertThatThrownBy(
                        () -> read(url == null ? Map.of("LIFELINE_HTTP_HOST", host) : with(host, "DATABASE_URL", url)))
                .isInstanceOfSatisfying(InvalidConfigurationException.class, e -> assertThat(e.problems())
                        .singleElement()
                        .asString()
                        .startsWith(
                                "lifeline.database.url (or DATABASE_URL) is missing or blank, and lifeline.http.host"
                                        + " is not a loopback address"));
    }

    @Test
    void a_kept_directory_for_the_embedded_database_changes_nothing() {
        assertThatThrownBy(() -> read(with("0.0.0.0", "LIFELINE_EMBEDDED_DATA_DIRECTORY", "/var/lib/lifeline")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("lifeline.database.url");
    }

    @Test
    void on_loopback_the_service_knows_that_its_database_is_for_trial() {
        assertThat(read(Map.of()).rest().database()).isEqualTo(DatabaseKind.EMBEDDED_TEMPORARY);
        assertThat(read(with("127.0.0.1", "LIFELINE_EMBEDDED_DATA_DIRECTORY", "/data"))
                        .rest()
                        .database())
                .isEqualTo(DatabaseKind.EMBEDDED_KEPT);
        assertThat(read(with("::1", "DATABASE_URL", "postgresql://app@db/app"))
                        .rest()
                        .database())
                .isEqualTo(DatabaseKind.CONFIGURED);
    }

    private static Map<String, String> with(String host, String name, String value) {
        return Map.of("LIFELINE_HTTP_HOST", host, name, value);
    }

    private static AppConfig read(Map<String, String> environment) {
        return new SettingsReader(new Surroundings(environment, Map.of(), Path.of("")))
                .read(new CommandLineSettings(null, null));
    }
}
