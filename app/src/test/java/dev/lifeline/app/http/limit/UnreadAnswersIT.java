package dev.lifeline.app.http.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.app.http.grizzly.SelectorThread;
import dev.lifeline.testing.http.RawConnection;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.nio.NIOConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UnreadAnswersIT {
    private static final int BOUND = 1_000_000;

    private final UnreadAnswers answers = new UnreadAnswers(BOUND);
    private final HttpServer server = new HttpServer();
    private final AtomicReference<NIOConnection> connection = new AtomicReference<>();
    private final CountDownLatch isSelectorFree = new CountDownLatch(1);

    @AfterEach
    void stop() {
        isSelectorFree.countDown();
        server.shutdownNow();
    }

    @Test
    void memory_of_a_closed_connection_is_free_at_once_although_its_selector_is_busy() throws Exception {
        var listener = new NetworkListener("test", "127.0.0.1", 0);
        listener.setMaxPendingBytes(10 * BOUND);
        listener.registerAddOn(answers);
        server.addListener(listener);
        server.getServerConfiguration().addHttpHandler(new Endless());
        server.start();

        try (var client = new RawConnection(listener.getPort())) {
            client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

            await().until(() -> connection.get() != null && !connection.get().isOpen());
            await().until(() -> connection.get().getAsyncWriteQueue().peek() == null);
            assertThat(isSelectorFree.getCount()).isOne();
        }
        assertThat(answers.total()).isZero();
    }

    /** Writes until the connection is closed, while the selector's thread is busy. */
    private final class Endless extends HttpHandler {
        @Override
        public void service(Request request, Response response) throws IOException {
            var own = (NIOConnection) request.getContext().getConnection();
            connection.set(own);
            SelectorThread.run(own, this::occupy);
            byte[] part = new byte[8_192];
            while (own.isOpen()) {
                response.getOutputStream().write(part);
                response.getOutputStream().flush();
            }
        }

        private void occupy() {
            try {
                isSelectorFree.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
