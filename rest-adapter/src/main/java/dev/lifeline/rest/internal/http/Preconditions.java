package dev.lifeline.rest.internal.http;

import static java.lang.System.Logger.Level.DEBUG;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Optional;

/** Conditions that callers put on a request by the entity tag that they have seen. */
public final class Preconditions {
    private static final System.Logger LOG = System.getLogger(Preconditions.class.getName());

    private Preconditions() {}

    /** What to answer instead of what is asked for, if a condition of the request is not met. */
    public static Optional<ResponseBuilder> unmet(Request request, EntityTag tag) {
        try {
            return Optional.ofNullable(request.evaluatePreconditions(tag));
        } catch (ProcessingException | IllegalArgumentException e) {
            LOG.log(DEBUG, "A condition that is not a list of tags is no condition", e);
            return Optional.empty();
        }
    }
}
