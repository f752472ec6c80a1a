package dev.lifeline.app.http.grizzly;

import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.nio.NIOConnection;

/** An answer on the selector's thread, which must never wait for a client. */
public final class InlineResponse {

    private InlineResponse() {}

    /**
     * Whether there is no body to wait for, and the client has taken all earlier answers, so that there is room for a
     * short one.
     */
    public static boolean isPossible(Request request) {
        return isBodiless(request)
                && request.getContext().getConnection() instanceof NIOConnection connection
                && connection.getAsyncWriteQueue().spaceInBytes() == 0;
    }

    /** Grizzly refuses bodies with these methods. */
    private static boolean isBodiless(Request request) {
        Method method = request.getMethod();
        return method == Method.GET || method == Method.HEAD;
    }
}
