package dev.lifeline.datasource.benchmark;

import dev.lifeline.datasource.internal.socket.ConnectAttempt;
import dev.lifeline.datasource.internal.socket.HostAddresses;
import dev.lifeline.datasource.internal.socket.WatchedSocketFactory;
import dev.lifeline.domain.time.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A small request and its reply over loopback, with and without the watched socket. One thread is both client and
 * server, so that received data is available before it is read and no thread switch distorts the difference.
 */
public class WatchedSocketBenchmark extends NanosPerOperation {
    private final byte[] question = new byte[64];
    private final byte[] answer = new byte[256];

    @Param({"false", "true"})
    private boolean watched;

    private ConnectAttempt attempt;
    private Socket client;
    private Socket server;
    private InputStream clientIn;
    private OutputStream clientOut;
    private InputStream serverIn;
    private OutputStream serverOut;

    @Setup
    public void connect() throws IOException {
        attempt = ConnectAttempt.begin(Ticker.system(), new HostAddresses(InetAddress::getAllByName));
        client = watched ? new WatchedSocketFactory(attempt.number()).createSocket() : new Socket();
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            client.connect(listener.getLocalSocketAddress());
            server = listener.accept();
        }
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        clientIn = client.getInputStream();
        clientOut = client.getOutputStream();
        serverIn = server.getInputStream();
        serverOut = server.getOutputStream();
    }

    @TearDown
    public void close() throws IOException {
        server.close();
        client.close();
        attempt.close();
    }

    @Benchmark
    public int askAndAnswer() throws IOException {
        clientOut.write(question, 0, question.length);
        serverIn.readNBytes(question, 0, question.length);
        serverOut.write(answer, 0, answer.length);
        return clientIn.readNBytes(answer, 0, answer.length);
    }
}
