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
 * Parameters of a query, each of which may be given once. Unknown parameters are ignored.
 *
 * @param rawQuery the query as it was sent, or null if there was none
 */
public record QueryParameters(MultivaluedMap<String, String> values, @Nullable String rawQuery) {
    /** What a decoder puts in the place of bytes that are not UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    /** The parameters of a request. */
    public static QueryParameters of(UriInfo uri) {
        return new QueryParameters(uri.getQueryParameters(), uri.getRequestUri().getRawQuery());
    }

    /**
     * The value of a parameter, if it is given.
     *
     * @throws InvalidInputException if it is given more than once, or is not UTF-8
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

    /** The character may have been sent as such. */
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
