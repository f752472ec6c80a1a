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
import dev.lifeline.monitoring.internal.alert.Alerts;
import dev.lifeline.monitoring.internal.message.ConnectionLog;
import dev.lifeline.monitoring.internal.metrics.ConnectionMetrics;
import dev.lifeline.monitoring.internal.metrics.ConnectionRegistry;
import dev.lifeline.monitoring.internal.metrics.ConventionalNames;
import dev.lifeline.monitoring.internal.metrics.HealthGauges;
import dev.lifeline.monitoring.internal.metrics.HttpMetrics;
import dev.lifeline.monitoring.internal.metrics.JvmMetrics;
import dev.lifeline.monitoring.internal.metrics.MetricsExporter;
import dev.lifeline.monitoring.internal.metrics.MicrometerTime;
import dev.lifeline.monitoring.internal.schedule.PeriodicTask;
import dev.lifeline.monitoring.internal.status.ServiceObserver;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Log lines, metrics, alerts and periodic checks of one database connection. Created before the connection, so that its
 * {@linkplain #listener() listener} misses no event; {@linkplain #start started} when there is a connection to check.
 * The creator closes it before the connection. Safe for use by several threads.
 */
public final class Monitoring implements AutoCloseable {

    private final AtomicBoolean startable = new AtomicBoolean(true);
    private final ConnectionRegistry registry;
    private final Ticker ticker;
    private final MetricsExporter exporter;
    private final ConnectionMetrics connectionMetrics;
    private final ServiceObserver observer;
    private final HttpMetrics httpMetrics;
    private final JvmMetrics jvmMetrics;
    private final Alerts alerts;
    private final PeriodicTask periodicCheck;

    private Monitoring(
            MonitoringConfig config,
            Clock clock,
            Ticker ticker,
            PrometheusMeterRegistry own,
            ConnectionRegistry registry) {
        this.registry = registry;
        this.ticker = ticker;
        exporter = new MetricsExporter(own);
        connectionMetrics = new ConnectionMetrics(registry.meters(), ticker);
        observer = new ServiceObserver(config.dataDirectory(), new ConnectionLog(), clock, ticker);
        httpMetrics = new HttpMetrics(own);
        jvmMetrics = new JvmMetrics(own);
        alerts = new AlertFactory(config.alerts(), registry.meters(), ticker).alerts();
        periodicCheck = new PeriodicTask("monitoring", config.checkInterval());
    }

    /**
     * Creates the log and the metrics, and reads the incidents of earlier runs. Starts no thread.
     *
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if the data directory is unusable, or another
     *     process uses it
     */
    public static Monitoring create(MonitoringConfig config, Clock clock, Ticker ticker) {
        requireNonNull(config, "config");
        PrometheusMeterRegistry own = ownRegistry(clock, ticker);
        return new Monitoring(config, clock, ticker, own, ConnectionRegistry.of(own));
    }

    /**
     * Creates a monitoring whose metrics of the connection, its pool and its alerts are also in the registry of the
     * host, from now until {@link #close}. Not in there: HTTP requests and the JVM, which the host measures itself.
     * Starts no thread.
     *
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if the data directory is unusable, or another
     *     process uses it
     */
    public static Monitoring create(MonitoringConfig config, Clock clock, Ticker ticker, HostMetrics host) {
        requireNonNull(config, "config");
        PrometheusMeterRegistry own = ownRegistry(clock, ticker);
        var shared =
                ConnectionRegistry.shared(own, host.registry(), host.database(), new MicrometerTime(clock, ticker));
        return new Monitoring(config, clock, ticker, own, shared);
    }

    private static PrometheusMeterRegistry ownRegistry(Clock clock, Ticker ticker) {
        var time = new MicrometerTime(requireNonNull(clock, "clock"), requireNonNull(ticker, "ticker"));
        var own = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), time);
        own.config().meterFilter(new ConventionalNames());
        return own;
    }

    /**
     * Returns the listener for connection events. Add it before the connection is opened; it works before the start and
     * after the end.
     */
    public ConnectionEventListener listener() {
        return event -> {
            connectionMetrics.on(event);
            observer.on(event);
            alerts.on(event);
        };
    }

    /**
     * Returns the metrics, in the text format of Prometheus or in OpenMetrics. Works before the start and after the
     * end.
     */
    public ExportMetricsUseCase metrics() {
        return exporter;
    }

    /**
     * Returns the status of the service: the state of the connection, and the requests of the last ten seconds, except
     * those for health, metrics and monitoring.
     *
     * @param instance this run of the service
     */
    public ShowStatusUseCase status(CheckConnectionHealthUseCase health, ServiceInstance instance) {
        return observer.status(requireNonNull(health, "health"), requireNonNull(instance, "instance"));
    }

    /** Returns the past and ongoing incidents of the connection. Works before the start and after the end. */
    public ListIncidentsUseCase incidents() {
        return observer.incidents();
    }

    /** Returns the event streams, for at most 64 subscribers at a time. */
    public FollowEventsUseCase events() {
        return observer.events();
    }

    /**
     * Ends all streams of {@link #events()} and refuses new ones. Call it before an HTTP server stops that waits for
     * its requests to end; {@link #close} does it as well.
     */
    public void endStreams() {
        observer.endStreams();
    }

    /**
     * Starts the periodic check, which runs at once and after each interval, and the metrics of the connection's state
     * and pool. Does not wait for the first check. Logs the receivers of alerts, and from now on also sends alerts that
     * depend on a duration.
     *
     * @throws IllegalStateException if it was started or closed before
     */
    public void start(CheckConnectionHealthUseCase health) {
        requireNonNull(health, "health");
        if (!startable.compareAndSet(true, false)) {
            throw new IllegalStateException("Monitoring starts once, and not after its end");
        }
        exporter.beforeEachExport(new HealthGauges(registry.meters(), health, ticker)::refresh);
        periodicCheck.start(health::check);
        alerts.start();
    }

    /**
     * Records an HTTP request. Never blocks. Beyond 256 kinds of requests, further kinds are counted together.
     *
     * @param method the request's method, or one label for all methods that HTTP does not define
     * @param route template of the path, such as {@code /api/projects/{idOrSlug}}, never the path itself
     * @param status status of the response
     */
    public void httpRequest(String method, String route, int status, Duration took) {
        httpMetrics.record(method, route, status, took);
        observer.request(route, status, took);
    }

    /**
     * Ends the periodic check and all threads. Waits for at most 3 s for a running check, and for at most 5 s for
     * undelivered alerts. Idempotent.
     */
    @Override
    public void close() {
        startable.set(false);
        periodicCheck.close();
        alerts.close();
        observer.close();
        jvmMetrics.close();
        registry.close();
    }
}
