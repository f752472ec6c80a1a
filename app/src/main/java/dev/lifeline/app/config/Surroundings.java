package dev.lifeline.app.config;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Environment of the process that may contain settings; blank values count as absent. */
record Surroundings(Map<String, String> environment, Map<String, String> systemProperties, Path workingDirectory) {

    Surroundings {
        environment = withoutBlanks(environment);
        systemProperties = withoutBlanks(systemProperties);
    }

    /** Returns an empty environment. */
    static Surroundings none() {
        return new Surroundings(Map.of(), Map.of(), Path.of(""));
    }

    /** Returns the environment of this process. */
    static Surroundings ofThisProcess() {
        return new Surroundings(EnvironmentText.ofThisProcess(), textOf(System.getProperties()), Path.of(""));
    }

    static Map<String, String> textOf(Properties properties) {
        return properties.stringPropertyNames().stream()
                .collect(toUnmodifiableMap(name -> name, properties::getProperty));
    }

    static Map<String, String> withoutBlanks(Map<String, String> values) {
        return values.entrySet().stream()
                .filter(entry -> !entry.getValue().isBlank())
                .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
