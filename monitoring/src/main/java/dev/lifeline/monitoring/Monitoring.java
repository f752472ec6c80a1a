package dev.lifeline.monitoring;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.port.in.CheckConnectionHealthUseCase;
import dev.lifeline.domain.port.in.ExportMetricsUseCase;
import dev.lifeline.domain.port.in.FollowEventsUseCase;
import dev.lifeline.domain.port.in.ListIncidentsUseCase;
import dev.lifeline.domain.port.in.ShowStatusUseCase;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.domain.status.ServiceInstance;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.monitoring.internal.ConnectionEventLog;
import dev.lifeline.monitoring.internal.ConnectionMetrics;
import dev.lifeline.monitoring.internal.ConventionalNames;
import dev.lifeline.monitoring.internal.HealthGauges;
import dev.lifeline.monitoring.internal.HttpMetrics;
import dev.lifeline.monitoring.internal.JvmMetrics;
import dev.lifeline.monitoring.internal.MetricsExporter;
import dev.lifeline.monitoring.internal.MicrometerTime;
import dev.lifeline.monitoring.internal.PeriodicCheck;
import dev.lifeline.monitoring.internal.ServiceView;
import dev.lifeline.monitoring.internal.alert.Alerts;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Log lines, metrics, alerts and periodic checks of one database connection. Made before the connection, so that its
 * {@linkplain #listener() listener} misses no event; {@linkplain #start started} when there is something to check. Whoever
 * makes it closes it, before the database that it checks. Safe for use by several threads.
 */
public final class Monitoring implements AutoCloseable {

    private final AtomicBoolean startable = new AtomicBoolean(true);
    private final PrometheusMeterRegistry registry;
    private final MetricsExporter exporter;
    private final ConnectionEventLog log;
    private final ConnectionMetrics connectionMetrics;
    private final ServiceView view;
    private final HttpMetrics httpMetrics;
    private final JvmMetrics jvmMetrics;
    private final Alerts alerts;
    private final PeriodicCheck periodicCheck;

    private Monitoring(MonitoringConfig config, Clock clock, Ticker ticker) {
        registry = new PrometheusMeterRegistry(
                PrometheusConfig.DEFAULT, new PrometheusRegistry(), new MicrometerTime(clock, ticker));
        registry.config().meterFilter(new ConventionalNames());
        exporter = new MetricsExporter(registry);
        log = new ConnectionEventLog(ticker);
        connectionMetrics = new ConnectionMetrics(registry, ticker);
        view = new ServiceView(config.dataDirectory(), clock, ticker);
        httpMetrics = new HttpMetrics(registry);
        jvmMetrics = new JvmMetrics(registry);
        alerts = new AlertParts(config.alerts(), registry, ticker).alerts();
        periodicCheck = new PeriodicCheck("monitoring", config.checkInterval());
    }

    /**
     * Makes the log and the metrics, and reads the incidents of former runs. Starts no thread yet.
     *
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if the data directory cannot be used, or another process uses
     *     it
     */
    public static Monitoring create(MonitoringConfig config, Clock clock, Ticker ticker) {
        return new Monitoring(
                requireNonNull(config, "config"), requireNonNull(clock, "clock"), requireNonNull(ticker, "ticker"));
    }

    /** Takes the connection's events. To be added before the connection is opened; works before the start and after the end. */
    public ConnectionEventListener listener() {
        return event -> {
            connectionMetrics.on(event);
            log.on(event);
            alerts.on(event);
            view.on(event);
        };
    }

    /** The metrics, in the text format of Prometheus or in OpenMetrics. Works before the start and after the end. */
    public ExportMetricsUseCase metrics() {
        return exporter;
    }

    /**
     * How the service is: with what is known of the connection, and of the requests of the last ten seconds but those for health,
     * metrics and monitoring.
     *
     * @param instance this run of the service
     */
    public ShowStatusUseCase status(CheckConnectionHealthUseCase health, ServiceInstance instance) {
        return view.status(requireNonNull(health, "health"), requireNonNull(instance, "instance"));
    }

    /** What went wrong with the connection, and what is wrong now. Works before the start and after the end. */
    public ListIncidentsUseCase incidents() {
        return view.incidents();
    }

    /** What happens to the connection, for at most 64 followers at a time. */
    public FollowEventsUseCase events() {
        return view.events();
    }

    /**
     * Ends what {@link #events()} handed out, and hands out no more. To be done before an HTTP server stops that waits for its
     * requests to end; closing does it, too.
     */
    public void endStreams() {
        view.endStreams();
    }

    /**
     * Starts the periodic check, at once and then after every interval, and the metrics of the connection's state and pool.
     * Does not wait for the first check. Where alerts go, if anywhere, is told to the log; from now on they are sent also of
     * what lasts.
     *
     * @throws IllegalStateException if it was started before, or closed
     */
    public void start(CheckConnectionHealthUseCase health) {
        requireNonNull(health, "health");
        if (!startable.compareAndSet(true, false)) {
            throw new IllegalStateException("Monitoring starts once, and not after its end");
        }
        exporter.beforeEachExport(new HealthGauges(registry, health)::refresh);
        periodicCheck.start(health::check);
        alerts.start();
    }

    /**
     * Measures an HTTP request. Never blocks. Beyond 256 kinds of requests, further kinds are counted together.
     *
     * @param method the request's method, or one word for all that HTTP does not know
     * @param route the template of the path, such as {@code /api/projects/{idOrSlug}}: never the path itself
     * @param status the status code of the answer
     */
    public void httpRequest(String method, String route, int status, Duration took) {
        httpMetrics.record(method, route, status, took);
        view.request(route, status, took);
    }

    /**
     * Ends the periodic check and all threads, waiting 3 seconds at most for a check under way, and 5 seconds at most for alerts
     * that are not delivered yet. Closing again does nothing.
     */
    @Override
    public void close() {
        startable.set(false);
        periodicCheck.close();
        alerts.close();
        view.close();
        jvmMetrics.close();
    }
}
