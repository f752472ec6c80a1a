package dev.lifeline.datasource.internal.socket;

import java.io.IOException;
import java.net.Socket;

/** Closing without a word. */
final class Sockets {

    private Sockets() {}

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use either way.
        }
    }
}
