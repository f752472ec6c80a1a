package dev.lifeline.monitoring.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;

/** Measures the Java virtual machine: memory, threads, garbage collection, processor, open files. */
public final class JvmMetrics implements AutoCloseable {
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

    /** Registers the metrics. */
    public JvmMetrics(MeterRegistry registry) {
        garbageCollection.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** Ends the listening to the garbage collector. */
    @Override
    public void close() {
        garbageCollection.close();
    }
}
