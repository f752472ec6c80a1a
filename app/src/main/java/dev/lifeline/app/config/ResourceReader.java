package dev.lifeline.app.config;

import dev.lifeline.app.http.limit.ResourceLimits;

/** Reads the limits for the resources of all clients together. The defaults of most limits depend on the heap. */
record ResourceReader(Values values) {

    ResourceLimits read() {
        int maxBody = values.number(Setting.HTTP_MAX_BODY_BYTES);
        var defaults = ResourceLimits.ofHeap(Runtime.getRuntime().maxMemory(), maxBody);
        int connections = count(Setting.HTTP_MAX_CONNECTIONS, defaults.connections());
        var limits = new ResourceLimits(
                maxBody,
                values.number(Setting.HTTP_BODY_MEMORY_BYTES, defaults.bodyMemory()),
                values.number(Setting.HTTP_ANSWER_MEMORY_BYTES, defaults.answerMemory()),
                connections,
                count(Setting.HTTP_MAX_CONNECTIONS_PER_ADDRESS, Math.max(1, connections / 2)),
                count(Setting.HTTP_MAX_REQUESTS, defaults.requests()));
        return limits.forDatabaseConnections(values.number(Setting.POOL_MAX_SIZE));
    }

    private int count(Setting setting, int fallback) {
        return Math.toIntExact(
                Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, values.number(setting, fallback))));
    }
}
