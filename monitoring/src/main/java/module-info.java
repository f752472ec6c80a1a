/** Log, metrics, alerts, incidents and traces of the connection. Its internal packages are not exported. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // their module names are fixed
module dev.lifeline.monitoring {
    requires transitive dev.lifeline.domain;
    requires static transitive org.jspecify;
    requires HdrHistogram;
    requires com.fasterxml.jackson.core;
    requires io.opentelemetry.context;
    requires io.prometheus.metrics.model;
    requires java.net.http;
    requires micrometer.registry.prometheus;
    requires transitive io.opentelemetry.api;
    requires transitive micrometer.core;

    exports dev.lifeline.monitoring;
    exports dev.lifeline.monitoring.remote;
    exports dev.lifeline.monitoring.trace;
}
