package dev.lifeline.rest.internal.http;

import dev.lifeline.domain.project.InvalidInputException;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Query parameters. Each parameter may occur once; unknown parameters are ignored.
 *
 * @param rawQuery the query as sent, or null if there was none
 */
public record QueryParameters(MultivaluedMap<String, String> values, @Nullable String rawQuery) {
    /** Replacement character of a decoder for invalid UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    /** Returns the parameters of a request. */
    public static QueryParameters of(UriInfo uri) {
        return new QueryParameters(uri.getQueryParameters(), uri.getRequestUri().getRawQuery());
    }

    /**
     * Returns the value of a parameter; empty if it is missing.
     *
     * @throws InvalidInputException if it is given more than once, or is not valid UTF-8
     */
    public Optional<String> find(String name) {
        List<String> found = values.getOrDefault(name, List.of());
        if (found.size() > 1) {
            throw new InvalidInputException(name, "must be given only once");
        }
        Optional<String> value = found.stream().findFirst();
        if (value.isPresent() && value.get().indexOf(REPLACEMENT) >= 0 && !isUtf8(String.valueOf(rawQuery))) {
            throw new InvalidInputException(name, "must be UTF-8, percent-encoded");
        }
        return value;
    }

    /** Returns whether the query is valid UTF-8; then the client itself sent the replacement character. */
    private static boolean isUtf8(String encoded) {
        byte[] bytes = URLDecoder.decode(encoded, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
        try {
            var unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
