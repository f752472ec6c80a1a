package dev.lifeline.app.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says about the settings.
 *
 * @param configFile the file to read, or null for {@code lifeline.properties} in the working directory, if there is one
 * @param port the HTTP port as it was typed, or null
 */
public record CommandLineSettings(@Nullable Path configFile, @Nullable String port) {

    /** Nothing. */
    public static CommandLineSettings none() {
        return new CommandLineSettings(null, null);
    }

    Optional<Path> file() {
        return Optional.ofNullable(configFile);
    }

    Map<String, String> values() {
        return port == null ? Map.of() : Map.of(Setting.HTTP_PORT.key(), port);
    }
}
