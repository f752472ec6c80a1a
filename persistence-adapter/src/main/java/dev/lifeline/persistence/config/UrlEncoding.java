package dev.lifeline.persistence.config;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Percent encoding as the PostgreSQL driver reads it. */
final class UrlEncoding {

    private UrlEncoding() {}

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * A plus sign stands for itself.
     *
     * @throws IllegalArgumentException if a percent sign is not followed by two hexadecimal digits
     */
    static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
