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
 * Token of a write request: the client's Idempotency-Key, or a generated one, which the client gets if the outcome
 * stays unknown.
 */
final class WriteTokens {

    /**
     * Returns the token of a request.
     *
     * @param scope kind of request
     * @param caller owner of the key, if a filter of the embedding application has authenticated it
     * @throws InvalidInputException if the Idempotency-Key is malformed
     */
    WriteToken of(String scope, SecurityContext caller, UriInfo uri, HttpHeaders headers, byte[] body) {
        List<String> keys = headers.getRequestHeader(IdempotencyKey.HEADER);
        WriteToken token = keys == null || keys.isEmpty()
                ? WriteToken.random(scope)
                : WriteToken.of(scope + of(caller), IdempotencyKey.parse(keys));
        return token.withFingerprint(fingerprint(uri, headers, body));
    }

    /**
     * Returns the owner of the key. Keys of different callers are different, so that no caller sees the outcome of
     * another one's request.
     */
    private static String of(SecurityContext caller) {
        Principal principal = caller.getUserPrincipal();
        return principal == null
                ? ""
                : " " + hex(sha256().digest(principal.getName().getBytes(UTF_8)));
    }

    /** Returns a hash of target, condition and body, which distinguishes different requests. */
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
