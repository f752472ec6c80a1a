package dev.lifeline.app.config;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sources of settings and their precedence. Values are not expanded, because a password may contain <code>${</code>.
 */
final class Sources {
    private static final String PLATFORM_URL = "DATABASE_URL";

    private static final String QUOTE = "'";

    private static final int DEFAULTS = 0;
    private static final int FILE = 100;
    private static final int PLATFORM = 290;
    private static final int ENVIRONMENT = 300;
    private static final int SYSTEM_PROPERTIES = 400;
    private static final int COMMAND_LINE = 500;

    private final String fileName;
    private final SmallRyeConfig config;

    Sources(SettingsFile file, Surroundings surroundings, CommandLineSettings commandLine) {
        fileName = file.name();
        config = new SmallRyeConfigBuilder()
                .withSources(
                        properties("defaults", defaults(), DEFAULTS),
                        properties(fileName, ours(file.values(), Setting.PREFIX), FILE),
                        properties(PLATFORM_URL, platform(surroundings.environment()), PLATFORM),
                        new EnvConfigSource(ours(surroundings.environment(), "LIFELINE_"), ENVIRONMENT),
                        properties("system", ours(surroundings.systemProperties(), Setting.PREFIX), SYSTEM_PROPERTIES),
                        properties("command line", commandLine.values(), COMMAND_LINE))
                .build();
    }

    /**
     * Returns the value of the source with the highest precedence that has one. Strips surrounding blanks, except for
     * passwords.
     */
    Optional<String> value(Setting setting) {
        return Optional.ofNullable(config.getConfigValue(setting.key()).getValue())
                .map(value -> setting == Setting.DATABASE_PASSWORD ? value : value.strip());
    }

    boolean isSet(Setting setting) {
        return config.getConfigValue(setting.key()).getSourceOrdinal() > DEFAULTS
                && value(setting).isPresent();
    }

    /** Returns whether the value is that of the settings file. */
    boolean isFromFile(Setting setting) {
        return config.getConfigValue(setting.key()).getSourceOrdinal() == FILE;
    }

    /** Returns whether the value is that of a system property. */
    boolean isFromSystemProperty(Setting setting) {
        return config.getConfigValue(setting.key()).getSourceOrdinal() == SYSTEM_PROPERTIES;
    }

    /** Returns the origin of the value, for messages. */
    String origin(Setting setting) {
        return switch (config.getConfigValue(setting.key()).getSourceOrdinal()) {
            case COMMAND_LINE -> "command line";
            case SYSTEM_PROPERTIES -> "system property " + setting.key();
            case ENVIRONMENT -> "environment variable " + setting.environmentVariable();
            case PLATFORM -> "environment variable " + PLATFORM_URL;
            case FILE -> fileName;
            default -> "default";
        };
    }

    /**
     * Returns the sentence with full names of settings and the origin of each of their values. Quoted parts are
     * unchanged.
     */
    String located(String problem) {
        int quote = (problem + QUOTE).indexOf(QUOTE);
        String text = problem.substring(0, quote);
        var origins = new LinkedHashSet<String>();
        for (Setting setting : Setting.values()) {
            Matcher name = Pattern.compile("(?<![\\w.-])" + Pattern.quote(setting.shortName()) + "(?![\\w-]|\\.\\w)")
                    .matcher(text);
            if (name.find()) {
                text = name.replaceAll(Matcher.quoteReplacement(setting.key()));
                if (isSet(setting)) {
                    origins.add(origin(setting));
                }
            }
        }
        text += problem.substring(quote);
        return origins.isEmpty() ? text : text + " (" + String.join(", ", origins) + ")";
    }

    private static Map<String, String> defaults() {
        return Arrays.stream(Setting.values())
                .filter(setting -> setting.defaultValue().isPresent())
                .collect(toUnmodifiableMap(
                        Setting::key, setting -> setting.defaultValue().orElseThrow()));
    }

    /** Returns the variable in which hosting platforms provide a database. */
    private static Map<String, String> platform(Map<String, String> environment) {
        String url = environment.get(PLATFORM_URL);
        return url == null ? Map.of() : Map.of(Setting.DATABASE_URL.key(), url);
    }

    private static Map<String, String> ours(Map<String, String> values, String prefix) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static PropertiesConfigSource properties(String name, Map<String, String> values, int ordinal) {
        return new PropertiesConfigSource(values, name, ordinal);
    }
}
