package dev.lifeline.datasource.internal.socket;

import java.io.IOException;
import java.net.Socket;

/** Closes sockets without exceptions. */
final class Sockets {

    private Sockets() {}

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The socket is unusable in either case.
        }
    }
}
