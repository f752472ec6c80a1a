package dev.lifeline.app.http.thread;

import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/**
 * Virtual threads, which JDK 21 and later have and JDK 17, for which this is compiled, has not: hence reflection, once at the
 * start.
 */
final class VirtualThreads {

    private VirtualThreads() {}

    /** Makes virtual threads of that name and a number, or nothing if this JDK has none. */
    static Optional<ThreadFactory> factory(String prefix) {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            Object named = type.getMethod("name", String.class, long.class).invoke(builder, prefix, 1L);
            return Optional.of((ThreadFactory) type.getMethod("factory").invoke(named));
        } catch (ReflectiveOperationException thisJdkHasNone) {
            return Optional.empty();
        }
    }
}
