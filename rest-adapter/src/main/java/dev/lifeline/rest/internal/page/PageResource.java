package dev.lifeline.rest.internal.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** The status page. */
@Path("/")
public final class PageResource {
    private final PageFiles files;

    public PageResource(PageFiles files) {
        this.files = files;
    }

    /** Returns the page, which loads everything else. */
    @GET
    public Response page() {
        return files.page().answer();
    }
}
