package dev.lifeline.rest.internal.page;

import dev.lifeline.rest.internal.problem.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

/** Files that the status page loads. */
@Path("/assets")
public final class AssetResource {
    private final PageFiles files;

    public AssetResource(PageFiles files) {
        this.files = files;
    }

    /** Returns one file. */
    @GET
    @Path("{file}")
    public Response asset(@PathParam("file") String file) {
        return files.asset(file)
                .map(PageFile::answer)
                .orElseGet(() -> Problem.of(Status.NOT_FOUND).toResponse().build());
    }
}
