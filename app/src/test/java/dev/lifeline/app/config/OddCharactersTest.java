package dev.lifeline.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Characters in files and in the environment that Java would drop or replace silently. */
class OddCharactersTest extends SettingsFixture {
    @ParameterizedTest
    @ValueSource(strings = {"ge\\heim", "C:\\data", "ge\\\\\\heim", "one\\\n  t\\wo"})
    void a_single_backslash_in_a_settings_file_stops_the_start(String value) throws IOException {
        file("# a comment with a \\ in it\nlifeline.database.password=" + value + "\n");

        assertThatThrownBy(this::read)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageMatching("(?s).*the settings file lifeline.properties has a single backslash in line [23]:"
                        + " write two for one.*")
                .hasMessageNotContaining("heim");
    }

    @Test
    void a_backslash_written_twice_and_what_properties_files_are_known_for_works() throws IOException {
        file(
                """
                lifeline.database.url=postgresql://ann@db/app
                lifeline.database.password=a\\\\b\\u0021\\ c\\
                    d
                other.setting=C:\\temp
                """);

        var credentials = read().database().configured().orElseThrow().credentials();

        assertThat(credentials.password().read()).isEqualTo("a\\b! cd");
    }

    @Test
    void a_tab_in_a_path_was_a_backslash() throws IOException {
        file("lifeline.monitoring.data-directory=C:\\temp\n");

        assertThatThrownBy(this::read).hasMessageContaining("lifeline.monitoring.data-directory must be a path");
    }

    @Test
    void letters_that_the_locale_replaced_are_read_again() throws IOException {
        byte[] bytes = "PATH=/bin\0LIFELINE_DATABASE_PASSWORD=geh\u00e4im=x\0LANG=C\0".getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(directory.resolve("environ"), bytes);
        var asJavaReads = Map.of("LIFELINE_DATABASE_PASSWORD", "geh\uFFFD\uFFFDim=x", "PATH", "/bin");

        assertThat(EnvironmentText.repaired(asJavaReads, file))
                .containsOnly(Map.entry("LIFELINE_DATABASE_PASSWORD", "geh\u00e4im=x"), Map.entry("PATH", "/bin"));
        assertThat(EnvironmentText.repaired(asJavaReads, directory.resolve("none")))
                .isEqualTo(asJavaReads);
    }

    @Test
    void letters_that_are_lost_stop_the_start() {
        var surroundings = new Surroundings(
                Map.of("DATABASE_URL", "postgresql://ann:geh\uFFFD\uFFFDim@db/app"), Map.of(), directory);

        assertThatThrownBy(() -> new SettingsReader(surroundings).read(new CommandLineSettings(null, null)))
                .hasMessageContaining("environment variable DATABASE_URL has characters that cannot be read")
                .hasMessageNotContaining("geh");
    }
}
