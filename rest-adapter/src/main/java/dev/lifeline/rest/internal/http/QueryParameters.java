package dev.lifeline.rest.internal.http;

import dev.lifeline.domain.project.InvalidInputException;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;

/** The parameters of a query, each of which may be given once. Those that nobody asks for are ignored. */
public record QueryParameters(MultivaluedMap<String, String> values) {

    /** The parameters of a request. */
    public static QueryParameters of(UriInfo uri) {
        return new QueryParameters(uri.getQueryParameters());
    }

    /**
     * The value of a parameter, if it is given.
     *
     * @throws InvalidInputException if it is given more than once
     */
    public Optional<String> find(String name) {
        List<String> found = values.getOrDefault(name, List.of());
        if (found.size() > 1) {
            throw new InvalidInputException(name, "must be given only once");
        }
        return found.stream().findFirst();
    }
}
