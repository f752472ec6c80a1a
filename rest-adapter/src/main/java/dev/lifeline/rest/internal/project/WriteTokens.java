package dev.lifeline.rest.internal.project;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lifeline.domain.project.InvalidInputException;
import dev.lifeline.domain.write.WriteToken;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.util.HexFormat;
import java.util.List;

/**
 * Under which token a request is carried out: that of the caller's Idempotency-Key, else one of our own, which he is told if the
 * outcome stays unknown.
 */
final class WriteTokens {

    /**
     * The token of a request.
     *
     * @param scope the kind of request that the key is for
     * @param caller whose key it is, if an embedder's filter has found out
     * @throws InvalidInputException if there is an Idempotency-Key that is malformed
     */
    WriteToken of(String scope, SecurityContext caller, UriInfo uri, HttpHeaders headers, byte[] body) {
        List<String> keys = headers.getRequestHeader(IdempotencyKey.HEADER);
        WriteToken token = keys == null || keys.isEmpty()
                ? WriteToken.random(scope)
                : WriteToken.of(scope + of(caller), IdempotencyKey.parse(keys));
        return token.withFingerprint(fingerprint(uri, headers, body));
    }

    /** Nobody may learn with a key what another caller was told under the same. */
    private static String of(SecurityContext caller) {
        Principal principal = caller.getUserPrincipal();
        return principal == null
                ? ""
                : " " + hex(sha256().digest(principal.getName().getBytes(UTF_8)));
    }

    /** Tells requests apart that ask for different things: by target, condition and body. */
    private static String fingerprint(UriInfo uri, HttpHeaders headers, byte[] body) {
        MessageDigest digest = sha256();
        digest.update(uri.getRequestUri().getRawPath().getBytes(UTF_8));
        digest.update((byte) '\n');
        digest.update(
                String.valueOf(headers.getHeaderString(HttpHeaders.IF_MATCH)).getBytes(ISO_8859_1));
        digest.update((byte) '\n');
        return hex(digest.digest(body));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
