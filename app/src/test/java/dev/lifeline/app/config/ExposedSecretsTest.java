package dev.lifeline.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class ExposedSecretsTest {
    private static final String TOKEN = "secret-token-secret-token-secret-token";

    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> properties = new HashMap<>();

    @Test
    void files_with_secrets_that_all_users_can_read_are_reported() throws IOException {
        environment.put("DATABASE_URL", "postgresql://app@db/app");
        environment.put("LIFELINE_DATABASE_PASSWORD_FILE", file("password", "rw-r--r--", "geheim"));
        environment.put("LIFELINE_ACCESS_READ_TOKEN_FILE", file("read", "rw----r--", TOKEN));
        file("lifeline.properties", "rw-rw-rw-", "lifeline.admin.token=" + TOKEN);

        assertThat(exposed())
                .containsExactly(
                        line("password", "lifeline.database.password-file"),
                        line("read", "lifeline.access.read-token-file"),
                        line("lifeline.properties", "lifeline.admin.token"));
    }

    @Test
    void files_of_the_group_and_files_without_secrets_are_not() throws IOException {
        environment.put("LIFELINE_ACCESS_READ_TOKEN_FILE", file("read", "r--r-----", TOKEN));
        file("lifeline.properties", "rw-r--r--", "lifeline.http.port=3001");

        assertThat(exposed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://app:geheim@db/app",
                "postgresql://db/app?user=app&password=geheim",
                "jdbc:postgresql://db/app?user=app&password=geheim",
                "postgresql://app@db/app?sslmode=verify-full&sslpassword=geheim"
            })
    void a_password_within_the_url_makes_the_settings_file_one_with_a_secret(String url) throws IOException {
        file("lifeline.properties", "rw-r--r--", "lifeline.database.url=" + url);
        assertThat(exposed()).containsExactly(line("lifeline.properties", "lifeline.database.url"));

        file("lifeline.properties", "rw-r-----", "lifeline.database.url=" + url);
        assertThat(exposed()).isEmpty();
    }

    @Test
    void a_url_without_a_password_is_no_secret() throws IOException {
        file("lifeline.properties", "rw-r--r--", "lifeline.database.url=postgresql://app@db/app?sslmode=prefer");

        assertThat(exposed()).isEmpty();
    }

    @Test
    void the_key_of_the_url_is_a_secret() throws IOException {
        String key = file("client.pk8", "rw-r--r--", "key");
        environment.put("DATABASE_URL", "postgresql://app@db/app?sslkey=" + key);

        assertThat(exposed()).containsExactly(line("client.pk8", "lifeline.database.url"));
    }

    @Test
    void secrets_on_the_command_line_are_reported_without_their_values() throws IOException {
        environment.put("LIFELINE_DATABASE_URL", "postgresql://app:geheim@db/app");
        environment.put("LIFELINE_ADMIN_TOKEN", TOKEN);
        assertThat(exposed()).isEmpty();

        properties.put("lifeline.admin.token", TOKEN);
        properties.put("lifeline.database.url", "postgresql://app:geheim@db/app");
        properties.put("lifeline.http.port", "3001");
        assertThat(exposed())
                .containsExactly(property("lifeline.admin.token"), property("lifeline.database.url"))
                .noneMatch(line -> line.contains(TOKEN) || line.contains("geheim"));
    }

    private static String property(String setting) {
        return "The secret " + setting + " is a system property: on the command line, every user of this machine can"
                + " read it in the list of processes (ps). Use a file or the environment";
    }

    private List<String> exposed() {
        return new SettingsReader(new Surroundings(environment, properties, directory))
                .read(CommandLineSettings.none())
                .exposedSecrets();
    }

    private String line(String file, String setting) {
        return "Every user of this machine can read " + directory.resolve(file) + ", which has a secret (" + setting
                + "): remove that permission, as with chmod o-r";
    }

    private String file(String name, String permissions, String content) throws IOException {
        Path file = Files.writeString(directory.resolve(name), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return file.toString();
    }
}
