package dev.lifeline.monitoring.internal.alert;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Subject of alerts, such as one outage from its start to its end.
 *
 * @param name kind of problem in CamelCase, like alert names of Prometheus
 * @param instance name of the affected process
 * @param since start, to the millisecond
 */
public record AlertCondition(String name, Severity severity, String instance, Instant since) {

    public AlertCondition {
        requireNonNull(name, "name");
        requireNonNull(severity, "severity");
        requireNonNull(instance, "instance");
        since = since.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Returns a key that is equal for all messages about this problem and unique otherwise. */
    public String key() {
        return name + "/" + instance + "/" + since;
    }
}
