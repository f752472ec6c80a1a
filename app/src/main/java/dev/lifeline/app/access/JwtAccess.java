package dev.lifeline.app.access;

import static java.util.Objects.requireNonNull;

import dev.lifeline.app.jwt.JwtConfig;
import dev.lifeline.domain.settings.SettingChecks;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Admission by JSON Web Tokens.
 *
 * @param tokens which tokens are accepted
 * @param values for each role the values of the tokens' claim that grant it; a role without values is not granted by
 *     tokens
 */
public record JwtAccess(JwtConfig tokens, Map<Role, Set<String>> values) {

    /**
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if no value grants a role
     */
    public JwtAccess {
        requireNonNull(tokens, "tokens");
        var copy = new EnumMap<Role, Set<String>>(Role.class);
        values.forEach((role, granting) -> copy.put(role, Set.copyOf(granting)));
        values = Map.copyOf(copy);
        new SettingChecks()
                .require(!values.isEmpty(), "access.jwt-roles must name a role, but is empty")
                .verify();
    }

    /** Returns the roles that tokens can have. */
    Set<Role> roles() {
        return values.keySet();
    }

    /** Returns the values of the tokens' claim that grant a role. */
    Set<String> grantingValues() {
        return values.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    /** Returns the roles that the values of a token's claim grant. */
    Set<Role> rolesOf(Set<String> claim) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        values.forEach((role, granting) -> {
            if (granting.stream().anyMatch(claim::contains)) {
                roles.add(role);
            }
        });
        return roles;
    }
}
