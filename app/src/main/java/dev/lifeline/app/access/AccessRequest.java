package dev.lifeline.app.access;

import dev.lifeline.app.jwt.JwtResult;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Data of a request that admission needs. */
public interface AccessRequest {

    /** Returns the method, such as {@code GET}. */
    String method();

    /** Returns the path without matrix parameters and closing slashes, not decoded. */
    String path();

    /** Returns the query as sent, or null. */
    @Nullable
    String query();

    /** Returns the listener that received it. */
    Listener listener();

    /** Returns the address at the other end of the connection, or null if it is unknown. */
    @Nullable
    InetAddress peer();

    /** Returns whether there is such a header, in any case. Allocates nothing. */
    boolean has(String header);

    /** Returns whether there is a header whose name begins like this, in any case. Allocates nothing. */
    boolean hasBeginningWith(String prefix);

    /** Returns the values of all lines of a header, in order. */
    List<String> values(String header);

    /** Returns the result of the verification of its JSON Web Token, or null if none was verified. */
    @Nullable
    JwtResult jwt();
}
