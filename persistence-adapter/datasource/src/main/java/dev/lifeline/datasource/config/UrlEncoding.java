package dev.lifeline.datasource.config;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Percent encoding in the form that the PostgreSQL driver reads. */
final class UrlEncoding {
    /** Replacement for bytes that are not valid UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    private UrlEncoding() {}

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Decodes a text; a plus sign is literal.
     *
     * @throws IllegalArgumentException if a percent sign is not followed by two hexadecimal digits, or if the bytes are
     *     not valid UTF-8 or contain a zero
     */
    static String decode(String text) {
        String decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        boolean isReplaced = decoded.indexOf(REPLACEMENT) >= 0 && text.indexOf(REPLACEMENT) < 0;
        if (isReplaced || decoded.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("bytes are not valid text");
        }
        return decoded;
    }
}
