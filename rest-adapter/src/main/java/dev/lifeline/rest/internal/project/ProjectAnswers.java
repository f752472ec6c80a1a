package dev.lifeline.rest.internal.project;

import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectOutcome;
import dev.lifeline.domain.write.WriteResult;
import dev.lifeline.rest.internal.problem.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;

/** Responses to writes. Replayed responses are marked. */
final class ProjectAnswers {
    static final Problem NO_SUCH_PROJECT = Problem.of(Status.NOT_FOUND).detail("There is no such project");

    private static final Problem OTHER_VERSION = Problem.of(Status.PRECONDITION_FAILED)
            .detail("The project was changed since; look at it again before changing it");

    private static final String REPLAYED = "Idempotency-Replayed";

    Response created(WriteResult<ProjectOutcome> written, UriInfo uri) {
        return answer(
                written,
                written.value()
                        .stored()
                        .map(project -> Response.status(Status.CREATED)
                                .header(HttpHeaders.LOCATION, location(project, uri))
                                .header(HttpHeaders.ETAG, ProjectTag.of(project))
                                .entity(new ProjectJson(project)))
                        .orElseGet(() -> refusal(written.value())));
    }

    Response replaced(WriteResult<ProjectOutcome> written) {
        return answer(
                written,
                written.value()
                        .stored()
                        .map(project ->
                                Response.ok(new ProjectJson(project)).header(HttpHeaders.ETAG, ProjectTag.of(project)))
                        .orElseGet(() -> refusal(written.value())));
    }

    Response deleted(WriteResult<ProjectOutcome> written) {
        return answer(written, refusal(written.value()));
    }

    /** Returns the response to a write without a project in its outcome. */
    private static ResponseBuilder refusal(ProjectOutcome outcome) {
        return switch (outcome.kind()) {
            case STORED, DELETED -> Response.noContent();
            case SLUG_TAKEN -> Problem.slugAlreadyTaken().toResponse();
            case NOT_FOUND -> NO_SUCH_PROJECT.toResponse();
            case OTHER_VERSION -> OTHER_VERSION.toResponse();
        };
    }

    private static Response answer(WriteResult<?> written, ResponseBuilder answer) {
        return (written.replayed() ? answer.header(REPLAYED, true) : answer).build();
    }

    /**
     * Returns the path of a project; the external host name is unknown here. The header is a plain text, because the
     * specification resolves the argument of {@link Response#created} against the application's base, and RESTEasy does
     * so after removing the first slash, which would repeat the base path.
     */
    private static String location(Project project, UriInfo uri) {
        return UriBuilder.fromPath(uri.getBaseUri().getRawPath())
                .path(ProjectResource.class)
                .path(project.id().toString())
                .build()
                .toString();
    }
}
