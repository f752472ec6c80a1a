package dev.lifeline.app.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Settings on the command line.
 *
 * @param configFile settings file, or null for {@code lifeline.properties} in the working directory, if it exists
 * @param port the HTTP port as typed, or null
 */
public record CommandLineSettings(@Nullable Path configFile, @Nullable String port) {

    /** Returns no settings. */
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
