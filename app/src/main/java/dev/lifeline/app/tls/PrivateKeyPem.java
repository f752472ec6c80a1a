package dev.lifeline.app.tls;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Private keys in PEM files. Messages contain no part of the key. */
final class PrivateKeyPem {
    /** A PEM block: base64 between a first and a last line. */
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----([^-]*+)-----END \\1-----");

    private static final String PKCS8 = "PRIVATE KEY";

    /**
     * Key algorithms by certificate algorithm, with the signature that verifies that key and certificate belong
     * together.
     */
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private PrivateKeyPem() {}

    /**
     * Parses the first private key of a text.
     *
     * @param certified the public key to which the private key must belong
     * @throws GeneralSecurityException if there is none, it is of another format, or it belongs to another public key
     */
    static PrivateKey parse(String text, PublicKey certified) throws GeneralSecurityException {
        Matcher block = BLOCK.matcher(text);
        if (!block.find()) {
            throw new InvalidKeyException("it has no block -----BEGIN PRIVATE KEY-----");
        }
        if (!block.group(1).equals(PKCS8)) {
            throw new InvalidKeyException("its key is an " + block.group(1)
                    + ", but must be PKCS#8 and not encrypted: convert it with openssl pkcs8 -topk8 -nocrypt");
        }
        PrivateKey key = decode(block.group(2), certified.getAlgorithm());
        requirePair(key, certified);
        return key;
    }

    private static PrivateKey decode(String base64, String algorithm) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new InvalidKeyException("its key cannot be read as that of the certificate, which is " + algorithm);
        }
    }

    private static void requirePair(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        String algorithm = SIGNATURES.get(certified.getAlgorithm());
        if (algorithm == null) {
            throw new InvalidKeyException("the certificate is of the unknown kind " + certified.getAlgorithm());
        }
        byte[] text = {1, 2, 3};
        var signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(text);
        if (!signature.verify(signed)) {
            throw new InvalidKeyException("its key is not that of the certificate");
        }
    }
}
