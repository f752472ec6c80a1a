package dev.lifeline.app.config;

import dev.lifeline.app.access.JwtAccess;
import dev.lifeline.app.access.Role;
import dev.lifeline.app.jwt.JwtConfig;
import dev.lifeline.app.jwt.KeyLocation;
import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.settings.SettingChecks;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the settings of admission by JSON Web Tokens. */
record JwtReader(Sources sources, Values values) {
    private static final List<Setting> REQUIRED = List.of(Setting.ACCESS_JWT_ISSUER, Setting.ACCESS_JWT_AUDIENCE);
    private static final List<Setting> OPTIONAL = List.of(
            Setting.ACCESS_JWT_KEYS,
            Setting.ACCESS_JWT_ROLES_CLAIM,
            Setting.ACCESS_JWT_ROLES,
            Setting.ACCESS_JWT_CLOCK_SKEW);

    /**
     * Returns the settings, or null if no such token is accepted.
     *
     * @throws InvalidSettingsException if a value is missing or invalid
     */
    @Nullable
    JwtAccess read() {
        if (REQUIRED.stream().noneMatch(sources::isSet)) {
            OPTIONAL.stream().filter(this::isChanged).findFirst().ifPresent(JwtReader::refuseAlone);
            return null;
        }
        new SettingChecks()
                .require(
                        REQUIRED.stream().allMatch(sources::isSet),
                        "access.jwt-issuer and access.jwt-audience must be set together")
                .verify();
        return new JwtAccess(
                new JwtConfig(
                        values.text(Setting.ACCESS_JWT_ISSUER),
                        values.text(Setting.ACCESS_JWT_AUDIENCE),
                        keys(),
                        values.text(Setting.ACCESS_JWT_ROLES_CLAIM),
                        values.duration(Setting.ACCESS_JWT_CLOCK_SKEW)),
                roles());
    }

    private boolean isChanged(Setting setting) {
        return !sources.value(setting).equals(setting.defaultValue());
    }

    private static void refuseAlone(Setting setting) {
        throw new InvalidSettingsException(
                List.of(setting.shortName() + " needs access.jwt-issuer and access.jwt-audience"));
    }

    private KeyLocation keys() {
        return sources.isSet(Setting.ACCESS_JWT_KEYS)
                ? keys(values.text(Setting.ACCESS_JWT_KEYS))
                : keysOf(values.text(Setting.ACCESS_JWT_ISSUER));
    }

    private static KeyLocation keysOf(String issuer) {
        return KeyLocation.ofIssuer(issuer)
                .orElseThrow(() -> new InvalidSettingsException(List.of("access.jwt-issuer must be an https URL without"
                        + " user, query and fragment (not shown), unless access.jwt-keys is set")));
    }

    /**
     * Returns the location of the keys. Reads a file at once, so that a missing file prevents the start; a server is
     * not queried, because it may still be starting.
     */
    private static KeyLocation keys(String text) {
        KeyLocation location = KeyLocation.parse(text)
                .orElseThrow(() -> new InvalidSettingsException(List.of("access.jwt-keys must be a path, or an http or"
                        + " https URL without user and fragment (not shown)")));
        location.problem().ifPresent(problem -> {
            throw new InvalidSettingsException(List.of("access.jwt-keys must be a file with a JSON Web Key Set,"
                    + " but is '" + location + "': " + problem));
        });
        return location;
    }

    private Map<Role, Set<String>> roles() {
        var roles = new EnumMap<Role, Set<String>>(Role.class);
        for (String text : values.list(Setting.ACCESS_JWT_ROLES)) {
            int equals = text.indexOf('=');
            Optional<Role> role = role(text.substring(0, Math.max(0, equals)).strip());
            String value = text.substring(equals + 1).strip();
            if (role.isEmpty() || value.isEmpty()) {
                throw new InvalidSettingsException(List.of("access.jwt-roles must be role=value, with a role of "
                        + names() + ", separated by commas, but has '" + text + "'"));
            }
            roles.computeIfAbsent(role.get(), key -> new HashSet<>()).add(value);
        }
        return roles;
    }

    private static Optional<Role> role(String name) {
        return Arrays.stream(Role.values())
                .filter(role -> name(role).equals(name))
                .findFirst();
    }

    private static String names() {
        return Arrays.stream(Role.values()).map(JwtReader::name).collect(Collectors.joining(", "));
    }

    private static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
