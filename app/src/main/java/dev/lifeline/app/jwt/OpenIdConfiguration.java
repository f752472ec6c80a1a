package dev.lifeline.app.jwt;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** The document by which an issuer describes itself (OpenID Connect Discovery 1.0, section 4). */
final class OpenIdConfiguration {
    private static final int MAX_SHOWN = 200;

    private OpenIdConfiguration() {}

    /**
     * Returns the location of the keys.
     *
     * @param source where the document was read, with the issuer that it must name
     * @throws InvalidKeysException if it is the document of another issuer, or the location of its keys is missing or
     *     less protected than that of the document
     */
    static KeyLocation keys(byte[] json, KeyLocation source) throws InvalidKeysException {
        Map<String, Object> members = parse(json);
        Object issuer = members.get("issuer");
        if (!Objects.equals(source.issuer(), issuer)) {
            throw new InvalidKeysException("its issuer is not " + source.issuer() + ", but " + shown(issuer));
        }
        KeyLocation keys = location(members.get("jwks_uri"));
        boolean isProtected = source.isEncrypted() ? keys.isEncrypted() : keys.isProtected();
        if (!isProtected) {
            throw new InvalidKeysException("its jwks_uri is not encrypted: " + shown(keys));
        }
        return keys;
    }

    private static Map<String, Object> parse(byte[] json) throws InvalidKeysException {
        if (json.length > VerificationKeys.MAX_BYTES) {
            throw new InvalidKeysException("it has more than " + VerificationKeys.MAX_BYTES + " bytes");
        }
        try {
            return JsonUtil.parseJson(new String(json, StandardCharsets.UTF_8));
        } catch (JoseException | RuntimeException e) { // The message would contain the text.
            throw new InvalidKeysException("it is no OpenID configuration");
        }
    }

    /** Returns the location; a server must not name a file of this machine. */
    private static KeyLocation location(@Nullable Object value) throws InvalidKeysException {
        if (!(value instanceof String text)) {
            throw new InvalidKeysException("it has no jwks_uri");
        }
        return KeyLocation.parse(text)
                .filter(location -> location.url() != null)
                .orElseThrow(() ->
                        new InvalidKeysException("its jwks_uri is no http or https URL without user and fragment"));
    }

    private static String shown(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.substring(0, Math.min(text.length(), MAX_SHOWN));
    }
}
