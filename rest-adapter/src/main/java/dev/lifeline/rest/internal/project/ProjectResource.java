package dev.lifeline.rest.internal.project;

import dev.lifeline.domain.port.in.CreateProjectUseCase;
import dev.lifeline.domain.port.in.DeleteProjectUseCase;
import dev.lifeline.domain.port.in.FindProjectUseCase;
import dev.lifeline.domain.port.in.ListProjectsUseCase;
import dev.lifeline.domain.port.in.ReplaceProjectUseCase;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectPage;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.VersionCondition;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.rest.internal.http.BodyLimit;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;

/** Reads and writes projects. */
@Path("/api/projects")
@Produces(MediaType.APPLICATION_JSON)
public final class ProjectResource {
    /** Scope of idempotency keys: one per kind of request. The fingerprint contains the project. */
    private static final String POST_SCOPE = "POST /api/projects";

    private static final String PUT_SCOPE = "PUT /api/projects/{idOrSlug}";
    private static final String DELETE_SCOPE = "DELETE /api/projects/{idOrSlug}";
    private static final byte[] NO_BODY = {};

    private final FindProjectUseCase find;
    private final ListProjectsUseCase list;
    private final CreateProjectUseCase create;
    private final ReplaceProjectUseCase replace;
    private final DeleteProjectUseCase delete;
    private final BodyLimit bodies;
    private final WriteTokens tokens = new WriteTokens();
    private final ProjectAnswers answers = new ProjectAnswers();

    public ProjectResource(ProjectUseCases useCases, BodyLimit bodies) {
        this.find = useCases.find();
        this.list = useCases.list();
        this.create = useCases.create();
        this.replace = useCases.replace();
        this.delete = useCases.delete();
        this.bodies = bodies;
    }

    /** Returns one project. */
    @GET
    @Path("{idOrSlug}")
    public Response find(@PathParam("idOrSlug") String idOrSlug) {
        return find.find(ProjectReference.parse(idOrSlug))
                .map(ProjectResource::found)
                .orElseGet(ProjectResource::notFound);
    }

    /** Returns one page of projects. */
    @GET
    public Response list(@Context UriInfo uri) {
        ProjectPageRequest request = ProjectPageRequest.of(uri);
        ProjectPage page = list.list(request.query());
        ResponseBuilder answer = Response.ok(new ProjectPageJson(page));
        page.next().ifPresent(slug -> answer.header(HttpHeaders.LINK, "<" + request.next(slug) + ">; rel=\"next\""));
        return answer.build();
    }

    /** Creates a project. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(
            InputStream body, @Context UriInfo uri, @Context HttpHeaders headers, @Context SecurityContext caller) {
        byte[] bytes = bodies.read(body);
        WriteToken token = tokens.of(POST_SCOPE, caller, uri, headers, bytes);
        return answers.created(create.create(token, ProjectContentJson.parse(bytes)), uri);
    }

    /** Replaces the content of a project. */
    @PUT
    @Path("{idOrSlug}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response replace(
            @PathParam("idOrSlug") String idOrSlug,
            InputStream body,
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @Context SecurityContext caller) {
        ProjectReference reference = ProjectReference.parse(idOrSlug);
        VersionCondition condition = IfMatch.require(headers);
        byte[] bytes = bodies.read(body);
        WriteToken token = tokens.of(PUT_SCOPE, caller, uri, headers, bytes);
        return answers.replaced(replace.replace(token, reference, ProjectContentJson.parse(bytes), condition));
    }

    /** Deletes a project. */
    @DELETE
    @Path("{idOrSlug}")
    public Response delete(
            @PathParam("idOrSlug") String idOrSlug,
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @Context SecurityContext caller) {
        ProjectReference reference = ProjectReference.parse(idOrSlug);
        VersionCondition condition = IfMatch.require(headers);
        WriteToken token = tokens.of(DELETE_SCOPE, caller, uri, headers, NO_BODY);
        return answers.deleted(delete.delete(token, reference, condition));
    }

    private static Response found(Project project) {
        return Response.ok(new ProjectJson(project))
                .header(HttpHeaders.ETAG, ProjectTag.of(project))
                .build();
    }

    private static Response notFound() {
        return ProjectAnswers.NO_SUCH_PROJECT.toResponse().build();
    }
}
