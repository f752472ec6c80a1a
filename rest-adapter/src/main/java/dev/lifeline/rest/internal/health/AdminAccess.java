package dev.lifeline.rest.internal.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lifeline.rest.internal.http.RequestOrigin;
import dev.lifeline.rest.internal.problem.Problem;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Access control of administrative requests: requires the admin token; without a token, allows clients on this machine,
 * except web pages from other origins.
 */
public final class AdminAccess {
    private static final String SCHEME = "Bearer";

    private final byte @Nullable [] token;
    private final boolean loopbackOnly;

    public AdminAccess(@Nullable String token, boolean loopbackOnly) {
        this.token = token == null ? null : token.getBytes(UTF_8);
        this.loopbackOnly = loopbackOnly;
    }

    /** Throws the problem 401 or 403 if the client is not allowed. */
    void check(HttpHeaders headers) {
        if (token != null) {
            requireToken(token, headers.getHeaderString(HttpHeaders.AUTHORIZATION));
        } else if (!loopbackOnly) {
            throw forbidden("Without an admin token this is allowed only while the server listens on loopback");
        } else if (RequestOrigin.isForeignPage(headers)) {
            throw forbidden("Without an admin token this is not allowed to web pages of elsewhere");
        }
    }

    /** Returns the conditions under which the client passes the check. */
    public AccessTerms terms(HttpHeaders headers) {
        boolean allowed = token != null || (loopbackOnly && !RequestOrigin.isForeignPage(headers));
        return new AccessTerms(allowed, token != null);
    }

    private static WebApplicationException forbidden(String detail) {
        return Problem.of(Status.FORBIDDEN).detail(detail).toException();
    }

    private static void requireToken(byte[] token, @Nullable String authorization) {
        if (authorization == null || !isBearer(token, authorization)) {
            throw Problem.of(Status.UNAUTHORIZED)
                    .detail("The admin token is required as bearer token")
                    .toException(HttpHeaders.WWW_AUTHENTICATE, SCHEME);
        }
    }

    /** Compares in constant time, so that the duration reveals nothing about the token. */
    private static boolean isBearer(byte[] token, String authorization) {
        String prefix = SCHEME + " ";
        return authorization.regionMatches(true, 0, prefix, 0, prefix.length())
                && MessageDigest.isEqual(
                        token, authorization.substring(prefix.length()).strip().getBytes(UTF_8));
    }
}
