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

/** Hands out all measurements, in the format that the reader prefers. */
@Path("/metrics")
public final class MetricsResource {
    private final ExportMetricsUseCase metrics;

    public MetricsResource(ExportMetricsUseCase metrics) {
        this.metrics = metrics;
    }

    /** All measurements. A reader that accepts no format that there is gets one nevertheless. */
    @GET
    public Response export(@HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept) {
        MetricsExport export = metrics.export(accept == null ? "*/*" : accept);
        return Response.ok(export.body().getBytes(UTF_8))
                .header(HttpHeaders.CONTENT_TYPE, export.contentType())
                .build();
    }
}
