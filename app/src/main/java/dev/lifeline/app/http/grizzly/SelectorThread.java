package dev.lifeline.app.http.grizzly;

import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.grizzly.nio.NIOTransport;

/** The thread that reads a connection; no other one may. */
public final class SelectorThread {

    private SelectorThread() {}

    /** Runs work on the thread of a connection, soon; not at all if the connection is closed. Never blocks. */
    public static void run(Connection<?> connection, Runnable work) {
        if (connection instanceof NIOConnection nio && nio.isOpen()) {
            ((NIOTransport) nio.getTransport())
                    .getSelectorHandler()
                    .enque(
                            nio.getSelectorRunner(),
                            () -> {
                                work.run();
                                return true;
                            },
                            null);
        }
    }
}
