package dev.lifeline.app.http;

import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Response.Status;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeoutException;

/** Makes a body that does not come, or not as promised, the fault of the client, not of whoever reads it. */
@PreMatching
final class IncompleteBody implements ContainerRequestFilter {
    /** Before whoever wraps or reads the body. */
    static final int PRIORITY = 0;

    @Override
    public void filter(ContainerRequestContext request) {
        request.setEntityStream(new Body(request.getEntityStream()));
    }

    private static ClientErrorException faultOfClient(IOException failure) {
        boolean late = failure.getCause() instanceof TimeoutException;
        return new ClientErrorException(late ? Status.REQUEST_TIMEOUT : Status.BAD_REQUEST, failure);
    }

    private static final class Body extends FilterInputStream {

        Body(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                throw faultOfClient(e);
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (IOException e) {
                throw faultOfClient(e);
            }
        }
    }
}
