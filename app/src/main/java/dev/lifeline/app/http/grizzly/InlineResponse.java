package dev.lifeline.app.http.grizzly;

import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.nio.NIOConnection;

/** Decides whether the selector's thread may respond to a request: that thread must never wait for a client. */
public final class InlineResponse {

    private InlineResponse() {}

    /**
     * Returns whether the request has no body to wait for, and the client has received all earlier responses, so that
     * the send buffer has room for a short one.
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
