package dev.lifeline.app.jwt;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Public keys of an issuer. Symmetric keys, and keys for encryption, are ignored. Immutable. */
final class VerificationKeys {
    /** Largest key set, in bytes; one key with its certificates has less than 10 kB. */
    static final int MAX_BYTES = 512 * 1024;

    private static final int MAX_KEYS = 100;

    /** Verification with a larger key takes more than a millisecond. */
    private static final int MAX_RSA_BITS = 8_192;

    private final byte[] source;
    private final List<JsonWebKey> keys;

    private VerificationKeys(byte[] source, List<JsonWebKey> keys) {
        this.source = source;
        this.keys = keys;
    }

    /**
     * Parses a key set.
     *
     * @throws InvalidKeysException if it is no key set, has no usable key, or has too many
     */
    static VerificationKeys parse(byte[] json) throws InvalidKeysException {
        if (json.length > MAX_BYTES) {
            throw new InvalidKeysException("it has more than " + MAX_BYTES + " bytes");
        }
        List<JsonWebKey> all;
        try {
            all = new JsonWebKeySet(new String(json, StandardCharsets.UTF_8)).getJsonWebKeys();
        } catch (JoseException | RuntimeException e) { // The message would contain the text.
            throw new InvalidKeysException("it is no JSON Web Key Set");
        }
        if (all.size() > MAX_KEYS) {
            throw new InvalidKeysException("it has more than " + MAX_KEYS + " keys");
        }
        List<JsonWebKey> usable =
                all.stream().filter(VerificationKeys::isUsable).toList();
        if (usable.isEmpty()) {
            throw new InvalidKeysException("it has no public key for signatures");
        }
        return new VerificationKeys(json.clone(), usable);
    }

    private static boolean isUsable(JsonWebKey key) {
        boolean isForSignatures = key.getUse() == null || key.getUse().equals("sig");
        boolean isForVerification = key.getKeyOps() == null || key.getKeyOps().contains("verify");
        return key instanceof PublicJsonWebKey && isForSignatures && isForVerification && isOfBoundedSize(key.getKey());
    }

    private static boolean isOfBoundedSize(@Nullable Key key) {
        return !(key instanceof RSAPublicKey rsa) || rsa.getModulus().bitLength() <= MAX_RSA_BITS;
    }

    /**
     * Returns the key of that id for that algorithm; without an id, the only key for the algorithm.
     *
     * @param type type of the keys for the algorithm, such as {@code RSA}
     */
    Optional<Key> find(@Nullable String id, String type, String algorithm) {
        List<JsonWebKey> fitting = keys.stream()
                .filter(key -> key.getKeyType().equals(type))
                .filter(key -> key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm))
                .filter(key -> id == null || id.equals(key.getKeyId()))
                .toList();
        return fitting.size() == 1 ? Optional.of(fitting.get(0).getKey()) : Optional.empty();
    }

    /** Returns whether the set was parsed from these bytes. */
    boolean isFrom(byte[] json) {
        return Arrays.equals(source, json);
    }

    int size() {
        return keys.size();
    }
}
