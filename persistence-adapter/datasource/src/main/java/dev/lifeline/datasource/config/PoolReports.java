package dev.lifeline.datasource.config;

import dev.lifeline.domain.settings.SettingChecks;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the pool's reports, with the name of the pool.
 *
 * @param name name of the pool in logs, threads, metrics and JMX: 1 to 100 characters, none of {@code , = : " * ?}; by
 *     default {@code lifeline-pool}. If another open data source has the name, a number is appended
 * @param mbeans whether HikariCP's JMX beans are registered, {@code com.zaxxer.hikari:type=Pool (name)} and {@code
 *     type=PoolConfig (name)}; by default no
 * @param leakThreshold time after which a borrowed connection is reported as a possible leak: 2 s to 24 h; 0, the
 *     default, for never
 * @param metricRegistry a {@code MeterRegistry} of Micrometer or a {@code MetricRegistry} of Dropwizard, which gets
 *     HikariCP's metrics; null, the default, for none
 */
public record PoolReports(String name, boolean mbeans, Duration leakThreshold, @Nullable Object metricRegistry) {
    private static final String NAME = "lifeline-pool";
    private static final Pattern NAMES = Pattern.compile("[^,=:\"*?\\p{Cntrl}]{1,100}");
    private static final Duration SHORTEST_LEAK = Duration.ofSeconds(2);

    public PoolReports {
        new SettingChecks()
                .require(
                        NAMES.matcher(name).matches(),
                        "pool.name must have 1 to 100 characters, none of them , = : \" * ? or a control character")
                .between(
                        "pool.leak-threshold",
                        leakThreshold.isZero() ? SHORTEST_LEAK : leakThreshold,
                        SHORTEST_LEAK,
                        Duration.ofHours(24))
                .verify();
    }

    /** Returns the defaults: no beans, no metrics, and no leak detection. */
    public static PoolReports defaults() {
        return new PoolReports(NAME, false, Duration.ZERO, null);
    }

    /** Returns a copy with another name. */
    public PoolReports withName(String other) {
        return new PoolReports(other, mbeans, leakThreshold, metricRegistry);
    }

    /** Returns a copy that does or does not register JMX beans. */
    public PoolReports withMbeans(boolean other) {
        return new PoolReports(name, other, leakThreshold, metricRegistry);
    }

    /** Returns a copy with another time after which a connection is reported. */
    public PoolReports withLeakThreshold(Duration other) {
        return new PoolReports(name, mbeans, other, metricRegistry);
    }

    /** Returns a copy with a registry for metrics. */
    public PoolReports withMetricRegistry(Object other) {
        return new PoolReports(name, mbeans, leakThreshold, other);
    }
}
