package dev.lifeline.app;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * Signals by which a process is asked to end. The JDK's class for signals is in the module {@code jdk.unsupported}, against
 * which no compiler lets pass without a warning: hence reflection, once at the start.
 */
final class StopSignals {
    private static final List<String> NAMES = List.of("TERM", "INT", "HUP");

    private StopSignals() {}

    /**
     * Runs the action, on a thread of the JVM's own, each time such a signal comes, in place of the JVM's own reaction. A signal
     * that the JVM was started to ignore, or leaves to the system ({@code -Xrs}), stays as it is.
     *
     * @param action must not block
     */
    static void onEach(Runnable action) {
        NAMES.forEach(name -> handle(name, action));
    }

    private static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours = MethodHandleProxies.asInterfaceInstance(handler, target(action));
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
        } catch (ReflectiveOperationException leftToTheJvm) {
            // The JVM's own reaction runs the shutdown hooks, ours among them.
        }
    }

    /** A handler that ignores which signal came. */
    private static MethodHandle target(Runnable action) throws ReflectiveOperationException {
        MethodHandle run = MethodHandles.lookup()
                .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                .bindTo(action);
        return MethodHandles.dropArguments(run, 0, Class.forName("sun.misc.Signal"));
    }
}
