package dev.lifeline.monitoring.internal.alert;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What messages are about: one outage, for example, from its beginning to its end.
 *
 * @param name which kind of trouble, in CamelCase, as alerts of Prometheus are named
 * @param instance who has it
 * @param since when it began, to the millisecond
 */
public record Trouble(String name, Severity severity, String instance, Instant since) {

    public Trouble {
        requireNonNull(name, "name");
        requireNonNull(severity, "severity");
        requireNonNull(instance, "instance");
        since = since.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The same for all messages about this trouble, and for no other trouble. */
    public String key() {
        return name + "/" + instance + "/" + since;
    }
}
