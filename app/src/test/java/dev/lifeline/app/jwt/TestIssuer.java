package dev.lifeline.app.jwt;

import java.security.Key;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Issuer of tokens in a test. Immutable, except for its claims. */
public final class TestIssuer {
    public static final String NAME = "https://issuer.example.org/";
    public static final String AUDIENCE = "lifeline";

    private final PublicJsonWebKey key;
    private final String algorithm;

    private TestIssuer(PublicJsonWebKey key, String id, String algorithm) {
        this.key = key;
        this.algorithm = algorithm;
        key.setKeyId(id);
    }

    /** Returns an issuer with a new key of the kind that the algorithm needs. */
    public static TestIssuer of(String id, String algorithm) {
        try {
            return new TestIssuer(
                    switch (algorithm.substring(0, 2)) {
                        case "ES" ->
                            EcJwkGenerator.generateJwk(
                                    switch (algorithm) {
                                        case "ES256" -> EllipticCurves.P256;
                                        case "ES384" -> EllipticCurves.P384;
                                        default -> EllipticCurves.P521;
                                    });
                        case "Ed" -> OkpJwkGenerator.generateJwk("Ed25519");
                        default -> RsaJwkGenerator.generateJwk(2048);
                    },
                    id,
                    algorithm);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    PublicJsonWebKey key() {
        return key;
    }

    /** Returns the key set of issuers, without private keys. */
    public static String keySet(TestIssuer... issuers) {
        return new JsonWebKeySet(Arrays.stream(issuers).map(TestIssuer::key).toList())
                .toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    static String keySet(JsonWebKey... keys) {
        return new JsonWebKeySet(keys).toJson(OutputControlLevel.INCLUDE_SYMMETRIC);
    }

    /** Returns claims that are valid for the next minutes, with the given roles. */
    public static JwtClaims claims(String... roles) {
        var claims = new JwtClaims();
        claims.setIssuer(NAME);
        claims.setAudience(AUDIENCE);
        claims.setSubject("someone");
        claims.setExpirationTimeMinutesInTheFuture(10);
        claims.setStringListClaim("roles", roles);
        return claims;
    }

    /** Returns a valid token with the given roles. */
    public String token(String... roles) {
        return token(claims(roles));
    }

    /** Returns a token with the given claims. */
    public String token(JwtClaims claims) {
        return token(claims, Map.of());
    }

    String token(JwtClaims claims, Map<String, Object> headers) {
        return token(claims.toJson(), algorithm, key.getPrivateKey(), headers);
    }

    String token(String payload, String chosenAlgorithm, Key chosenKey, Map<String, Object> headers) {
        var signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        signature.setPayload(payload);
        signature.setAlgorithmHeaderValue(chosenAlgorithm);
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setKey(chosenKey);
        signature.setDoKeyValidation(false);
        new TreeMap<>(headers).forEach(signature::setHeader);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
