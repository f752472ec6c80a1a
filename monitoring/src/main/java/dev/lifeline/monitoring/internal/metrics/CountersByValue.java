package dev.lifeline.monitoring.internal.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * One counter for each value of an enum, distinguished by a tag. All exist from the start: a series that appears with
 * its first event shows no increase.
 */
public final class CountersByValue<E extends Enum<E>> {
    private final Map<E, Counter> counters;

    CountersByValue(MeterRegistry registry, String name, String description, String tag, Class<E> type) {
        this(registry, name, description, tag, type, Tags.empty());
    }

    /** Registers all counters, with additional common tags. */
    public CountersByValue(
            MeterRegistry registry, String name, String description, String tag, Class<E> type, Tags common) {
        counters = new EnumMap<>(type);
        for (E value : type.getEnumConstants()) {
            counters.put(
                    value,
                    Counter.builder(name)
                            .description(description)
                            .tags(common)
                            .tag(tag, tagValue(value))
                            .register(registry));
        }
    }

    /** Increments the counter of a value. */
    public void increment(E value) {
        Counter counter = counters.get(value);
        if (counter != null) {
            counter.increment();
        }
    }

    static String tagValue(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
