package dev.lifeline.datasource.internal.driver;

import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.settings.SuggestedNames;
import java.sql.DriverPropertyInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.postgresql.Driver;

/**
 * Translates the parameters of a database URL to those of the PostgreSQL driver. The driver ignores unknown names, so a
 * misspelt {@code sslmode} would disable encryption; here an unknown name is an error. Confined to one thread.
 */
public final class DriverParameters {
    private static final String CLIENT_ENCODING = "clientencoding";

    /** Values that messages may contain: one word, which cannot be part of a password. */
    private static final Pattern WORD = Pattern.compile("[\\w.-]{1,24}");

    private final Map<String, String> translated = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private DriverParameters() {}

    /**
     * Returns the parameters with the driver's names and spelling.
     *
     * @throws InvalidSettingsException if a parameter is unknown, has an invalid value, or contradicts another one; the
     *     message contains values only of parameters with few choices
     */
    public static Map<String, String> checked(Map<String, String> written) {
        var parameters = new DriverParameters();
        new TreeMap<>(written).forEach(parameters::add);
        parameters.problems.addAll(TlsParameters.completed(parameters.translated));
        if (!parameters.problems.isEmpty()) {
            throw new InvalidSettingsException(parameters.problems);
        }
        return Map.copyOf(parameters.translated);
    }

    /** Returns the parameters of the PostgreSQL driver, with the values that a URL of it and properties set. */
    public static List<DriverPropertyInfo> described(String url, Properties properties) {
        return List.of(new Driver().getPropertyInfo(url, properties));
    }

    /** Returns the name in lower case without underscores and hyphens. Names are equal if these forms are. */
    public static String plain(String name) {
        return DriverProperty.plain(name);
    }

    /** Returns whether the name is a driver parameter, or a name that Lifeline translates or refuses with a reason. */
    public static boolean isKnown(String name) {
        String plain = plain(name);
        return plain.equals(CLIENT_ENCODING)
                || LibpqNames.refusal(plain).isPresent()
                || DriverProperty.named(LibpqNames.renamed(plain)).isPresent();
    }

    private void add(String name, String value) {
        String plain = plain(name);
        Optional<String> refusal = LibpqNames.refusal(plain);
        Optional<DriverProperty> property = DriverProperty.named(LibpqNames.renamed(plain));
        if (refusal.isPresent()) {
            problems.add("database.url must not set " + name + ": " + refusal.get());
        } else if (plain.equals(CLIENT_ENCODING)) {
            requireUtf8(name, value);
        } else if (property.isPresent()) {
            put(property.get(), name, value);
        } else {
            problems.add("database.url has the unknown parameter " + name + suggestion(name));
        }
    }

    /** Accepts only UTF-8: the driver always uses it and has no such parameter. */
    private void requireUtf8(String name, String value) {
        if (!List.of("utf8", "utf-8", "unicode", "auto").contains(value.toLowerCase(Locale.ROOT))) {
            problems.add("database.url must not set " + name + " to another value than UTF8");
        }
    }

    private void put(DriverProperty property, String name, String value) {
        Optional<Map<String, String>> values = LibpqNames.values(plain(name));
        Optional<String> spelled = values.isPresent()
                ? Optional.ofNullable(values.get().get(value.toLowerCase(Locale.ROOT)))
                : property.spelled(value);
        if (spelled.isEmpty()) {
            var allowed = values.map(libpq -> List.copyOf(new TreeSet<>(libpq.keySet())))
                    .orElse(property.choices());
            problems.add(wrongValue(name, value, allowed));
            return;
        }
        String earlier = translated.put(property.name(), spelled.get());
        if (earlier != null && !earlier.equals(spelled.get())) {
            problems.add("database.url must not set " + property.name() + " twice");
        }
    }

    private static String wrongValue(String name, String value, List<String> allowed) {
        String form = allowed.isEmpty() ? "a whole number" : "one of " + String.join(", ", allowed);
        String found = WORD.matcher(value).matches() ? ", but is " + value : "";
        return name + " in database.url must be " + form + found;
    }

    private static String suggestion(String name) {
        List<String> known = Stream.concat(DriverProperty.names().stream(), LibpqNames.names().stream())
                .toList();
        return SuggestedNames.nearest(name, known)
                .map(nearest -> ": did you mean " + nearest + "?")
                .orElse(", which neither Lifeline nor the PostgreSQL driver knows");
    }
}
