package dev.lifeline.app.config;

import dev.lifeline.domain.settings.InvalidSettingsException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads typed settings; for an invalid one, returns the default until the problem is reported. */
final class Values {
    private final Sources sources;
    private final Problems problems;

    Values(Sources sources, Problems problems) {
        this.sources = sources;
        this.problems = problems;
    }

    String text(Setting setting) {
        return sources.value(setting).orElseThrow();
    }

    int number(Setting setting) {
        return read(setting, "a whole number", unlessThrown(Integer::valueOf));
    }

    /** Reads a whole number that has no fixed default. */
    long number(Setting setting, long fallback) {
        return sources.value(setting)
                .map(text -> unlessThrown(Long::valueOf).apply(text).orElseGet(() -> {
                    problems.add(
                            sources.located(setting.shortName() + " must be a whole number, but is '" + text + "'"));
                    return fallback;
                }))
                .orElse(fallback);
    }

    double decimal(Setting setting) {
        return read(setting, "a number", text -> unlessThrown(Double::valueOf)
                .apply(text)
                .filter(Double::isFinite));
    }

    Duration duration(Setting setting) {
        return read(setting, "a duration such as 500ms, 30s, 5m or 2h", DurationText::parse);
    }

    boolean flag(Setting setting) {
        return read(setting, "true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
        String choices = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return read(
                setting, "one of " + choices, unlessThrown(text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT))));
    }

    /** Returns the values between the commas, without surrounding blanks; none if the setting is not set. */
    List<String> list(Setting setting) {
        return sources.value(setting).stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    Optional<Path> path(Setting setting) {
        return sources.value(setting).flatMap(text -> {
            try {
                return Optional.of(pathOf(text));
            } catch (InvalidPathException e) {
                problems.add(sources.located(setting.shortName() + " must be a path, but is '" + text + "'"));
                return Optional.empty();
            }
        });
    }

    /** Parses a path. A tab in it was a single backslash in a settings file, as in {@code C:\temp}. */
    private static Path pathOf(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidPathException(text, "control character");
        }
        return Path.of(text);
    }

    private <T> T read(Setting setting, String form, Function<String, Optional<T>> parser) {
        String text = text(setting);
        return parser.apply(text).orElseGet(() -> {
            String problem = setting.shortName() + " must be " + form + ", but is '" + text + "'";
            T fallback = setting.defaultValue()
                    .flatMap(parser)
                    .orElseThrow(() -> new InvalidSettingsException(List.of(problem))); // fails the group of settings
            problems.add(sources.located(problem));
            return fallback;
        });
    }

    private static <T> Function<String, Optional<T>> unlessThrown(Function<String, @Nullable T> parser) {
        return text -> {
            try {
                return Optional.ofNullable(parser.apply(text));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        };
    }
}
