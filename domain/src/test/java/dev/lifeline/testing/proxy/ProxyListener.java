package dev.lifeline.testing.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.BiConsumer;

/** Accepts clients on loopback and connects each of them to a server on loopback. Safe for use by several threads. */
final class ProxyListener implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final String name;
    private final BiConsumer<Socket, Socket> connected;

    private ProxyListener(ServerSocket listener, int target, String name, BiConsumer<Socket, Socket> connected) {
        this.listener = listener;
        this.target = target;
        this.name = name;
        this.connected = connected;
    }

    /**
     * Starts a listener in front of a port.
     *
     * @param name prefix of the thread names
     * @param connected receives each client socket with its server socket; must not block
     */
    static ProxyListener to(int target, String name, BiConsumer<Socket, Socket> connected) {
        try {
            ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            ProxyListener proxy = new ProxyListener(listener, target, name, connected);
            proxy.daemon(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Runs work on a daemon thread with the proxy's name. */
    void daemon(Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                connect(listener.accept());
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server;
        try {
            server = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            client.close(); // no server listens behind the proxy
            return;
        }
        connected.accept(client, server);
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
