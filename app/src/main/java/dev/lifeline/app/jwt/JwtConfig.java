package dev.lifeline.app.jwt;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.settings.SettingChecks;
import java.time.Duration;

/**
 * Settings that decide which JSON Web Tokens are accepted.
 *
 * @param issuer required value of the claim {@code iss}
 * @param audience value that the claim {@code aud} must contain
 * @param keys where the public keys of the issuer are, or where its OpenID configuration names them
 * @param rolesClaim the claim that holds the roles: its name, or the names on the path to it, separated by dots
 * @param clockSkew how far the clocks of issuer and service may differ, 0 s to 5 min, by default 30 s
 */
public record JwtConfig(String issuer, String audience, KeyLocation keys, String rolesClaim, Duration clockSkew) {
    private static final Duration MAX_SKEW = Duration.ofMinutes(5);

    /**
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if a value is out of bounds
     */
    public JwtConfig {
        requireNonNull(issuer, "issuer");
        requireNonNull(audience, "audience");
        requireNonNull(keys, "keys");
        requireNonNull(rolesClaim, "rolesClaim");
        new SettingChecks()
                .between("access.jwt-clock-skew", clockSkew, Duration.ZERO, MAX_SKEW)
                .verify();
    }
}
