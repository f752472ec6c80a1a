package dev.lifeline.rest.internal.project;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lifeline.domain.project.InvalidInputException;
import dev.lifeline.domain.project.ProjectQuery;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.rest.internal.http.QueryParameters;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.util.Optional;
import java.util.StringJoiner;

/** Requested page, and the reference to the next page. */
record ProjectPageRequest(String path, Optional<String> limit, Optional<String> after, Optional<String> text) {

    static ProjectPageRequest of(UriInfo uri) {
        QueryParameters parameters = QueryParameters.of(uri);
        return new ProjectPageRequest(
                uri.getAbsolutePath().getRawPath(),
                parameters.find("limit"),
                parameters.find("after"),
                parameters.find("q"));
    }

    /**
     * Returns the query.
     *
     * @throws InvalidInputException if a parameter breaks its rule
     */
    ProjectQuery query() {
        return new ProjectQuery(
                limit.map(ProjectPageRequest::number).orElse(ProjectQuery.DEFAULT_LIMIT),
                after.map(slug -> Slug.parse(slug, "after")).orElse(null),
                text.orElse(null));
    }

    /** Returns the request for the page after the slug, relative to this host, because its external name is unknown. */
    String next(Slug slug) {
        StringJoiner next = new StringJoiner("&", path + "?", "");
        limit.ifPresent(value -> next.add("limit=" + value));
        text.ifPresent(value -> next.add("q=" + encoded(value)));
        return next.add("after=" + slug).toString();
    }

    /** Parses a number; one that is too large for its type is out of bounds anyway. */
    private static int number(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new InvalidInputException("limit", "must be a number from 1 to " + ProjectQuery.MAX_LIMIT);
        }
        return Integer.parseInt(text);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
