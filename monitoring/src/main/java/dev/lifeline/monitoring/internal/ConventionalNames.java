package dev.lifeline.monitoring.internal;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Set;

/** Keeps out the meters of Micrometer whose names break the conventions of Prometheus. */
public final class ConventionalNames implements MeterFilter {
    private static final Set<String> UNCONVENTIONAL = Set.of(
            "process.cpu.time", // counts nanoseconds: "process_cpu_seconds_total" takes its place
            "system.cpu.count"); // a gauge that ends like the part of a histogram

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return UNCONVENTIONAL.contains(id.getName()) ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
    }
}
