package dev.lifeline.rest.internal.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lifeline.rest.access.AdminRule;
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
    private static final String PREFIX = SCHEME + " ";

    private final AdminRule rule;
    private final byte @Nullable [] token;
    private final boolean loopbackOnly;

    public AdminAccess(AdminRule rule, @Nullable String token, boolean loopbackOnly) {
        this.rule = rule;
        this.token = token == null ? null : token.getBytes(UTF_8);
        this.loopbackOnly = loopbackOnly;
    }

    /** Throws the problem 401 or 403 if the client is not allowed. */
    void check(HttpHeaders headers) {
        String authorization = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (rule != AdminRule.ADAPTER && authorization != null && isBearer(authorization)) {
            return; // The server has admitted the token, which web pages do not send by themselves.
        }
        if (token != null) {
            requireToken(token, authorization);
        } else if (rule == AdminRule.ADAPTER && !loopbackOnly) {
            throw forbidden("Without an admin token this is allowed only while the server listens on loopback");
        } else if (RequestOrigin.isForeignPage(headers)) {
            throw forbidden("Without an admin token this is not allowed to web pages of elsewhere");
        }
    }

    /** Returns the conditions under which the client passes the check. */
    public AccessTerms terms(HttpHeaders headers) {
        boolean byToken = token != null || rule == AdminRule.SERVER_BY_TOKEN;
        boolean trusted = loopbackOnly || rule != AdminRule.ADAPTER;
        return new AccessTerms(byToken || (trusted && !RequestOrigin.isForeignPage(headers)), byToken);
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
        return isBearer(authorization)
                && MessageDigest.isEqual(
                        token, authorization.substring(PREFIX.length()).strip().getBytes(UTF_8));
    }

    private static boolean isBearer(String authorization) {
        return authorization.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }
}
