package dev.lifeline.app.http;

import jakarta.ws.rs.core.Application;
import java.util.Map;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpContainer;
import org.glassfish.jersey.media.sse.SseFeature;
import org.glassfish.jersey.server.ContainerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** Jersey configuration: explicit registration only, no classpath discovery. */
final class Jersey {
    private static final Map<String, Object> LEAN = Map.of(
            ServerProperties.WADL_FEATURE_DISABLE, true,
            ServerProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true,
            ServerProperties.METAINF_SERVICES_LOOKUP_DISABLE, true,
            ServerProperties.JSON_PROCESSING_FEATURE_DISABLE, true,
            ServerProperties.BV_FEATURE_DISABLE, true,
            ServerProperties.MONITORING_ENABLED, false,
            // The host name and scheme that a client used are unknown, especially behind proxies.
            ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true,
            // An error response without a body stays empty; Grizzly would add its error page.
            ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true);

    private Jersey() {}

    static GrizzlyHttpContainer container(Application application) {
        var config =
                ResourceConfig.forApplication(application).addProperties(LEAN).register(SseFeature.class);
        return ContainerFactory.createContainer(GrizzlyHttpContainer.class, config);
    }
}
