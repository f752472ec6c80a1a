package dev.lifeline.app.access;

import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.settings.SettingChecks;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings of admission.
 *
 * @param allowedHosts further names and addresses, besides those that the service listens on, under which clients may
 *     reach it; {@code *.example.org} for all names below one, {@code *} for all
 * @param trustedProxies addresses of proxies; their forwarding headers are trusted
 * @param tokens tokens of roles; none for a role without
 * @param jwt admission by JSON Web Tokens, or null for none
 * @param open whether clients on other machines need no token for requests that need a role without a token
 */
public record AccessConfig(
        List<String> allowedHosts,
        List<AddressRange> trustedProxies,
        Map<Role, TokenSource> tokens,
        @Nullable JwtAccess jwt,
        boolean open) {

    /**
     * @throws InvalidSettingsException if a value is invalid
     */
    public AccessConfig {
        allowedHosts = List.copyOf(allowedHosts);
        trustedProxies = List.copyOf(trustedProxies);
        tokens = Map.copyOf(tokens);
        var checks = new SettingChecks();
        allowedHosts.forEach(host -> checks.require(
                AllowedHosts.isPattern(host),
                "http.allowed-hosts must be names or addresses without a port, *.name or *, separated by commas,"
                        + " but has '" + host + "'"));
        checks.verify();
    }

    /** Returns the defaults: the hosts that the service listens on, no tokens, local clients only. */
    public static AccessConfig defaults() {
        return new AccessConfig(List.of(), List.of(), Map.of(), null, false);
    }

    /** Returns a copy with further hosts. */
    public AccessConfig withAllowedHosts(String... hosts) {
        return new AccessConfig(List.of(hosts), trustedProxies, tokens, jwt, open);
    }

    /** Returns the roles that a token can have. */
    public Set<Role> roles() {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        roles.addAll(tokens.keySet());
        if (jwt != null) {
            roles.addAll(jwt.roles());
        }
        return roles;
    }
}
