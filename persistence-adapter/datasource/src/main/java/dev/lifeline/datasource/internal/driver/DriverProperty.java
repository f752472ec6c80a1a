package dev.lifeline.datasource.internal.driver;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.postgresql.PGProperty;

/**
 * Connection parameter of the PostgreSQL driver.
 *
 * @param name name in the driver's spelling
 * @param choices allowed values; empty if any text is allowed
 * @param isNumber whether only whole numbers are allowed
 */
record DriverProperty(String name, List<String> choices, boolean isNumber) {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,10}");
    private static final List<String> FLAG = List.of("true", "false");

    private static final Map<String, DriverProperty> BY_PLAIN_NAME = Arrays.stream(PGProperty.values())
            .map(DriverProperty::of)
            .collect(toUnmodifiableMap(property -> plain(property.name()), Function.identity()));

    DriverProperty {
        choices = List.copyOf(choices);
    }

    private static DriverProperty of(PGProperty property) {
        String byDefault = String.valueOf(property.getDefaultValue());
        String[] choices = property.getChoices();
        if (choices != null) {
            return new DriverProperty(property.getName(), List.of(choices), false);
        }
        boolean isFlag = FLAG.contains(byDefault) || property == PGProperty.SSL;
        return new DriverProperty(
                property.getName(),
                isFlag ? FLAG : List.of(),
                WHOLE_NUMBER.matcher(byDefault).matches());
    }

    /** Returns the parameter with that name, regardless of case and underscores; empty if there is none. */
    static Optional<DriverProperty> named(String written) {
        return Optional.ofNullable(BY_PLAIN_NAME.get(plain(written)));
    }

    /** Returns all names in the driver's spelling. */
    static Collection<String> names() {
        return BY_PLAIN_NAME.values().stream().map(DriverProperty::name).toList();
    }

    /**
     * Returns the name in lower case without underscores and hyphens, so that libpq's {@code ssl_mode} equals {@code
     * sslmode}.
     */
    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** Returns the value in the driver's spelling; empty if the driver does not accept it. */
    Optional<String> spelled(String value) {
        if (isNumber) {
            return Optional.of(value).filter(text -> WHOLE_NUMBER.matcher(text).matches());
        }
        if (choices.isEmpty()) {
            return Optional.of(value);
        }
        if (name.equals(PGProperty.SSL.getName()) && value.isEmpty()) {
            return Optional.of("true"); // like the driver
        }
        return name.equals(PGProperty.REQUIRE_AUTH.getName()) ? spelledList(value) : spelledChoice(value);
    }

    private Optional<String> spelledChoice(String value) {
        return choices.stream().filter(value::equalsIgnoreCase).findFirst();
    }

    private Optional<String> spelledList(String value) {
        List<String> parts = List.of(value.split(",", -1));
        boolean areAllKnown =
                parts.stream().allMatch(part -> spelledChoice(part.strip()).isPresent());
        return areAllKnown ? Optional.of(value) : Optional.empty();
    }
}
