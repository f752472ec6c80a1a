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

@DisabledOnOs(OS.WINDOWS)
class SecretFilesTest {
    private static final String TOKEN = "secret-token-secret-token-secret-token";

    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>();

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

    private List<String> exposed() {
        return new SettingsReader(new Surroundings(environment, Map.of(), directory))
                .read(CommandLineSettings.none())
                .exposedFiles();
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
