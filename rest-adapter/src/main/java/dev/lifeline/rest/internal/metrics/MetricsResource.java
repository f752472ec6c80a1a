package dev.lifeline.rest.internal.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lifeline.domain.metrics.MetricsExport;
import dev.lifeline.domain.port.in.ExportMetricsUseCase;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Returns all metrics, in the format that the client prefers. */
@Path("/metrics")
public final class MetricsResource {
    private final ExportMetricsUseCase metrics;

    public MetricsResource(ExportMetricsUseCase metrics) {
        this.metrics = metrics;
    }

    /** Returns all metrics. A client that accepts none of the formats gets the default one. */
    @GET
    public Response export(@HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept) {
        MetricsExport export = metrics.export(accept == null ? "*/*" : accept);
        return Response.ok(export.body().getBytes(UTF_8))
                .header(HttpHeaders.CONTENT_TYPE, export.contentType())
                .build();
    }
}
