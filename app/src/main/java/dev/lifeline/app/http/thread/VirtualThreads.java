package dev.lifeline.app.http.thread;

import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/**
 * Creates virtual threads on JDK 21 and later. Uses reflection, once at the start, because the code is compiled for JDK
 * 17, which has none.
 */
final class VirtualThreads {

    private VirtualThreads() {}

    /**
     * Returns a factory of virtual threads with the given name and a number; empty if this JDK has no virtual threads.
     */
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
