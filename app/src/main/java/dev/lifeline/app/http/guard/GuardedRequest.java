package dev.lifeline.app.http.guard;

import dev.lifeline.app.access.AccessRequest;
import dev.lifeline.app.access.Listener;
import dev.lifeline.app.jwt.JwtResult;
import dev.lifeline.app.request.RequestTarget;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.util.MimeHeaders;
import org.jspecify.annotations.Nullable;

/** Adapts a Grizzly request for admission. */
record GuardedRequest(HttpRequestPacket request, Listener listener) implements AccessRequest {
    private static final String JWT = JwtResult.class.getName();

    @Override
    public String method() {
        return request.getMethod().getMethodString();
    }

    @Override
    public String path() {
        return RequestTarget.matched(request.getRequestURI());
    }

    @Override
    public @Nullable String query() {
        return request.getQueryString();
    }

    @Override
    public @Nullable InetAddress peer() {
        return request.getConnection().getPeerAddress() instanceof InetSocketAddress peer ? peer.getAddress() : null;
    }

    @Override
    public boolean has(String header) {
        return request.getHeaders().getValue(header) != null;
    }

    @Override
    public boolean hasBeginningWith(String prefix) {
        MimeHeaders headers = request.getHeaders();
        for (int i = 0; i < headers.size(); i++) {
            if (headers.getName(i).startsWithIgnoreCase(prefix, 0)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public @Nullable JwtResult jwt() {
        return (JwtResult) request.getAttribute(JWT);
    }

    static boolean isVerified(HttpRequestPacket request) {
        return request.getAttribute(JWT) != null;
    }

    /** Stores the result of the verification of a request's token as an attribute of the request. */
    static void keep(JwtResult result, HttpRequestPacket request) {
        request.setAttribute(JWT, result);
    }

    @Override
    public List<String> values(String header) {
        var values = new ArrayList<String>();
        request.getHeaders().values(header).forEach(values::add);
        return values;
    }
}
