package dev.lifeline.rest.internal.project;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.domain.port.in.CreateProjectUseCase;
import dev.lifeline.domain.port.in.FindProjectUseCase;
import dev.lifeline.domain.port.in.ListProjectsUseCase;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectPage;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.rest.internal.http.BodyLimit;
import dev.lifeline.rest.internal.problem.Problem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;

/** Looks up, lists and creates projects. */
@Path("/api/projects")
@Produces(MediaType.APPLICATION_JSON)
public final class ProjectResource {
    private static final System.Logger LOG = System.getLogger(ProjectResource.class.getName());

    private final FindProjectUseCase find;
    private final ListProjectsUseCase list;
    private final CreateProjectUseCase create;
    private final BodyLimit bodies;

    public ProjectResource(
            FindProjectUseCase find, ListProjectsUseCase list, CreateProjectUseCase create, BodyLimit bodies) {
        this.find = find;
        this.list = list;
        this.create = create;
        this.bodies = bodies;
    }

    /** One project, or only word that it is still the one that the caller has. */
    @GET
    @Path("{idOrSlug}")
    public Response find(@PathParam("idOrSlug") String idOrSlug, @Context Request request) {
        return find.find(ProjectReference.parse(idOrSlug))
                .map(project -> found(project, request))
                .orElseGet(ProjectResource::notFound);
    }

    /** One page of projects. */
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
    public Response create(InputStream body, @Context UriInfo uri) {
        Project project = create.create(NewProjectJson.parse(bodies.read(body)));
        return Response.created(location(project, uri))
                .tag(tag(project))
                .entity(new ProjectJson(project))
                .build();
    }

    /** Relative to this host, since the name by which the caller calls it may be anybody's. */
    private static URI location(Project project, UriInfo uri) {
        return UriBuilder.fromPath(uri.getBaseUri().getRawPath())
                .path(ProjectResource.class)
                .path(project.id().toString())
                .build();
    }

    private static Response found(Project project, Request request) {
        EntityTag tag = tag(project);
        return refusal(request, tag)
                .orElseGet(() -> Response.ok(new ProjectJson(project)))
                .tag(tag)
                .build();
    }

    /** What to answer instead of the project, if a condition of the request is not met. */
    private static Optional<ResponseBuilder> refusal(Request request, EntityTag tag) {
        try {
            return Optional.ofNullable(request.evaluatePreconditions(tag));
        } catch (ProcessingException | IllegalArgumentException e) {
            LOG.log(DEBUG, "A condition that is not a list of tags is no condition", e);
            return Optional.empty();
        }
    }

    /** The version alone would do for an id; but a slug may become another project's, whose versions begin anew. */
    private static EntityTag tag(Project project) {
        return new EntityTag(project.id() + "-" + project.version());
    }

    private static Response notFound() {
        return Problem.of(Status.NOT_FOUND)
                .detail("There is no such project")
                .toResponse()
                .build();
    }
}
