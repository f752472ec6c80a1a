package dev.lifeline.app.http.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.app.http.BareServer;
import dev.lifeline.app.http.grizzly.SelectorThread;
import dev.lifeline.testing.http.RawConnection;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.nio.NIOConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UnreadAnswersIT {
    private static final int BOUND = 1_000_000;

    private final UnreadAnswers answers = new UnreadAnswers(BOUND);
    private final AtomicReference<NIOConnection> connection = new AtomicReference<>();
    private final CountDownLatch isSelectorFree = new CountDownLatch(1);

    @Test
    void memory_of_a_closed_connection_is_free_at_once_although_its_selector_is_busy() throws Exception {
        try (var server = BareServer.started(new Endless(), listener -> {
                    listener.setMaxPendingBytes(10 * BOUND);
                    listener.registerAddOn(answers);
                });
                var client = new RawConnection(server.port())) {
            client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

            await().until(() -> connection.get() != null && !connection.get().isOpen());
            await().until(() -> connection.get().getAsyncWriteQueue().peek() == null);
            assertThat(isSelectorFree.getCount()).isOne();
            await().until(() -> answers.total() == 0);
        } finally {
            isSelectorFree.countDown();
        }
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
