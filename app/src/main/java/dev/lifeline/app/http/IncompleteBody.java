package dev.lifeline.app.http;

import dev.lifeline.domain.time.Ticker;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Response.Status;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeoutException;

/** Answers 408 to a body that does not arrive in time, and 400 to one that breaks off. */
@PreMatching
final class IncompleteBody implements ContainerRequestFilter {
    /** Before every filter that wraps or reads the body. */
    static final int PRIORITY = 0;

    private final ClientLimits limits;

    IncompleteBody(ClientLimits limits) {
        this.limits = limits;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        request.setEntityStream(new Body(request.getEntityStream(), new BodyClock(limits, Ticker.system())));
    }

    private static ClientErrorException faultOfClient(IOException failure) {
        boolean late = failure.getCause() instanceof TimeoutException;
        return new ClientErrorException(late ? Status.REQUEST_TIMEOUT : Status.BAD_REQUEST, failure);
    }

    private static final class Body extends FilterInputStream {
        private final BodyClock clock;

        Body(InputStream body, BodyClock clock) {
            super(body);
            this.clock = clock;
        }

        @Override
        public int read() throws IOException {
            return timed(() -> {
                int read = super.read();
                clock.received(read < 0 ? read : 1);
                return read;
            });
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return timed(() -> {
                int read = super.read(bytes, offset, length);
                clock.received(read);
                return read;
            });
        }

        private int timed(Read read) {
            clock.start();
            try {
                return read.run();
            } catch (IOException e) {
                throw faultOfClient(e);
            } catch (TimeoutException e) {
                throw new ClientErrorException(Status.REQUEST_TIMEOUT, e);
            }
        }
    }

    @FunctionalInterface
    private interface Read {
        int run() throws IOException, TimeoutException;
    }
}
