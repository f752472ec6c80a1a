package dev.lifeline.app.jwt;

import java.security.Key;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Checks tokens: signature, issuer, audience, time. Only signatures with a key pair are accepted, because with a shared
 * key each service that checks tokens could issue them as well. Failures of the library are not logged, because their
 * messages contain the token. Immutable.
 */
final class TokenCheck {
    /** Largest token, in characters. */
    static final int MAX_LENGTH = 8_192;

    private static final AlgorithmConstraints PERMITTED = new AlgorithmConstraints(
            ConstraintType.PERMIT,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.RSA_USING_SHA384,
            AlgorithmIdentifiers.RSA_USING_SHA512,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA384,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA512,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
            AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512,
            AlgorithmIdentifiers.EDDSA);

    private final JwtConfig config;

    TokenCheck(JwtConfig config) {
        this.config = config;
    }

    /**
     * Result of a check.
     *
     * @param result the result; null if no key fits the token
     * @param end time at which a valid token expires
     */
    record Outcome(@Nullable JwtResult result, Instant end) {
        private static final Outcome WRONG = new Outcome(JwtResult.WRONG, Instant.MIN);
        private static final Outcome UNKNOWN_KEY = new Outcome(null, Instant.MIN);
    }

    /** Returns whether a text has the form of a signed token: three parts, the first one an encoded JSON object. */
    static boolean isToken(String text) {
        if (text.length() > MAX_LENGTH || !text.startsWith("ey")) {
            return false;
        }
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        return second > first + 1 && text.indexOf('.', second + 1) < 0;
    }

    Outcome check(String token, Optional<VerificationKeys> keys, Instant now) {
        try {
            if (!(JsonWebStructure.fromCompactSerialization(token) instanceof JsonWebSignature signature)) {
                return Outcome.WRONG;
            }
            signature.setAlgorithmConstraints(PERMITTED);
            signature.getAlgorithm(); // refuses all others
            Optional<Key> key = keys.flatMap(current -> find(current, signature));
            return key.isEmpty() ? Outcome.UNKNOWN_KEY : check(token, key.get(), now);
        } catch (JoseException | InvalidJwtException | MalformedClaimException | RuntimeException e) {
            return Outcome.WRONG;
        }
    }

    private static Optional<Key> find(VerificationKeys keys, JsonWebSignature signature) {
        try {
            return keys.find(
                    signature.getKeyIdHeaderValue(),
                    signature.getAlgorithm().getKeyType(),
                    signature.getAlgorithmHeaderValue());
        } catch (JoseException e) {
            return Optional.empty();
        }
    }

    private Outcome check(String token, Key key, Instant now) throws InvalidJwtException, MalformedClaimException {
        JwtClaims claims = consumer(key, now).processToClaims(token);
        Instant end =
                Instant.ofEpochSecond(claims.getExpirationTime().getValue()).plus(config.clockSkew());
        return new Outcome(new JwtResult(JwtResult.Status.VALID, roles(claims.getClaimsMap())), end);
    }

    private JwtConsumer consumer(Key key, Instant now) {
        return new JwtConsumerBuilder()
                .setVerificationKey(key)
                .setJwsAlgorithmConstraints(PERMITTED)
                .setRequireExpirationTime()
                .setExpectedIssuer(true, config.issuer())
                .setExpectedAudience(true, config.audience())
                .setAllowedClockSkewInSeconds(Math.toIntExact(config.clockSkew().toSeconds()))
                .setEvaluationTime(NumericDate.fromSeconds(now.getEpochSecond()))
                .build();
    }

    /** Returns the values of the claim: those of a list, or the words of a text. */
    private Set<String> roles(Map<String, Object> claims) {
        Object value = claims.get(config.rolesClaim());
        if (value == null) {
            value = claims;
            for (String name : config.rolesClaim().split("\\.", -1)) {
                value = value instanceof Map<?, ?> object ? object.get(name) : null;
            }
        }
        Set<String> roles = new HashSet<>();
        if (value instanceof List<?> list) {
            list.stream().filter(String.class::isInstance).forEach(role -> roles.add((String) role));
        } else if (value instanceof String text) {
            roles.addAll(List.of(text.strip().split("\\s+", -1)));
        }
        return roles;
    }
}
