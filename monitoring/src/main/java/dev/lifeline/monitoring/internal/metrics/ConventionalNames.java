package dev.lifeline.monitoring.internal.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Set;

/** Excludes Micrometer meters with names that violate Prometheus's conventions. */
public final class ConventionalNames implements MeterFilter {
    private static final Set<String> UNCONVENTIONAL = Set.of(
            "process.cpu.time", // in nanoseconds; "process_cpu_seconds_total" replaces it
            "system.cpu.count"); // a gauge with the suffix of a histogram part

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return UNCONVENTIONAL.contains(id.getName()) ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
    }
}
