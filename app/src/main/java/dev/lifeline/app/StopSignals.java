package dev.lifeline.app;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * Signals that ask a process to end. The JDK's class for signals is in the module {@code jdk.unsupported}, which causes
 * a compiler warning; therefore it is used by reflection, once at the start.
 */
final class StopSignals {
    private static final List<String> NAMES = List.of("TERM", "INT", "HUP");

    private StopSignals() {}

    /**
     * Runs the action on each signal, on a thread of the JVM, instead of the JVM's default handling. A signal that the
     * JVM ignores or leaves to the system ({@code -Xrs}) keeps its handling.
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
            // The JVM's default handling runs the shutdown hooks, including ours.
        }
    }

    /** Returns a handler that runs the action for any signal. */
    private static MethodHandle target(Runnable action) throws ReflectiveOperationException {
        MethodHandle run = MethodHandles.lookup()
                .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                .bindTo(action);
        return MethodHandles.dropArguments(run, 0, Class.forName("sun.misc.Signal"));
    }
}
