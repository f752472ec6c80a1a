package dev.lifeline.app.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Sources of settings, which a test fills before it reads them. */
abstract class SettingsFixture {
    @TempDir
    Path directory;

    final Map<String, String> environment = new HashMap<>();
    final Map<String, String> properties = new HashMap<>();

    final void file(String content) throws IOException {
        Files.writeString(directory.resolve("lifeline.properties"), content);
    }

    final AppConfig read() {
        return read(CommandLineSettings.none());
    }

    final AppConfig read(CommandLineSettings commandLine) {
        return new SettingsReader(new Surroundings(environment, properties, directory)).read(commandLine);
    }

    final List<String> problems() {
        return problems(CommandLineSettings.none());
    }

    final List<String> problems(CommandLineSettings commandLine) {
        return catchThrowableOfType(InvalidConfigurationException.class, () -> read(commandLine))
                .problems();
    }
}
