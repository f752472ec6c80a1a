package dev.lifeline.app.http.guard;

import java.io.IOException;
import java.util.Optional;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.jspecify.annotations.Nullable;

/** Reason to answer a request without the application. */
public enum Refusal {
    /** The server has no capacity for the request now. */
    BUSY(503, null, "Retry-After", "1", false),
    /**
     * The target is no valid URL, the host is invalid, or a proxy may see another end of the request. Data after the
     * request cannot be trusted.
     */
    MALFORMED(400, null, true),
    /** The body is larger than allowed. */
    TOO_LARGE(413, null, true),
    /** The body did not arrive in time. */
    TOO_SLOW(408, null, true),
    /** There is no memory for the body at present. */
    NO_MEMORY(503, null, "Retry-After", "1", true),
    /** The host is not one of the service's hosts. */
    MISDIRECTED(
            421,
            "The Host header names no host of this service; further names and addresses are set with"
                    + " lifeline.http.allowed-hosts",
            true),
    /** The request has an expectation other than {@code 100-continue}. */
    UNKNOWN_EXPECTATION(417, "The only expectation that can be met is 100-continue", true),
    /** The other listener serves the path. */
    NOT_HERE(404, "Another listener of this service serves this", "Cache-Control", "no-store", false),
    /** The request has no token, or a wrong one. */
    NEEDS_TOKEN(401, "An access token is required as bearer token", "WWW-Authenticate", "Bearer", false),
    /**
     * The request has no token or a wrong one, and may come from a browser. The browser asks the user for a password,
     * which is the token, and sends it with each request of the page.
     */
    NEEDS_LOGIN(
            401,
            "An access token is required as bearer token, or as the password of any user",
            "WWW-Authenticate",
            "Basic realm=\"lifeline\", charset=\"UTF-8\"",
            false),
    /** The token belongs to another role. */
    NOT_GRANTED(403, "The access token does not grant this", "Cache-Control", "no-store", false),
    /** No token is set for the request, so that only clients on this machine may send it. */
    NOT_LOCAL(
            403,
            "Without an access token this is allowed only to clients on the service's machine, without a proxy between;"
                    + " see lifeline.access.*-token-file and lifeline.access.open",
            "Cache-Control",
            "no-store",
            false),
    /** The client address has sent too many wrong tokens. */
    TOO_MANY_WRONG_TOKENS(429, "Too many wrong access tokens", "Retry-After", "6", false),
    /** The token cannot be verified at present. */
    NO_KEYS(
            503,
            "The access token cannot be verified at present: the keys of its issuer cannot be read",
            "Retry-After",
            "10",
            false);

    private static final String ATTRIBUTE = Refusal.class.getName();

    private final int status;
    private final @Nullable String detail;
    private final @Nullable String header;
    private final String value;
    private final boolean closes;

    Refusal(int status, @Nullable String detail, boolean closes) {
        this(status, detail, null, "", closes);
    }

    /** @param closes whether the connection ends */
    Refusal(int status, @Nullable String detail, @Nullable String header, String value, boolean closes) {
        this.status = status;
        this.detail = detail;
        this.header = header;
        this.value = value;
        this.closes = closes;
    }

    /** Returns the refusal of a request, if it was refused while it was read. */
    public static Optional<Refusal> of(HttpRequestPacket request) {
        return Optional.ofNullable((Refusal) request.getAttribute(ATTRIBUTE));
    }

    public static Optional<Refusal> of(Request request) {
        return of(request.getRequest());
    }

    /** Refuses a request; the handler answers it. */
    public void attachTo(HttpRequestPacket request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    public int status() {
        return status;
    }

    public void send(Response response, ProblemPage page) throws IOException {
        if (header != null) {
            response.setHeader(header, value);
        }
        if (closes) {
            response.setHeader("Connection", "close");
        }
        page.send(response, httpStatus(), detail);
    }

    /** Grizzly does not know all reason phrases. */
    private HttpStatus httpStatus() {
        return switch (this) {
            case MISDIRECTED -> HttpStatus.newHttpStatus(status, "Misdirected Request");
            case TOO_MANY_WRONG_TOKENS -> HttpStatus.newHttpStatus(status, "Too Many Requests");
            default -> HttpStatus.getHttpStatus(status);
        };
    }
}
