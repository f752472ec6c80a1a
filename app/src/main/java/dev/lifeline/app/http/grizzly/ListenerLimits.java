package dev.lifeline.app.http.grizzly;

import java.time.Duration;
import java.util.List;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.server.AddOn;

/** Limits of the clients of a listener. Safe for use by several threads. */
public interface ListenerLimits {

    /** Returns further add-ons, which are registered in their order. */
    List<AddOn> addOns();

    /** Returns whether a connection is no longer read, because it is about to be closed. */
    boolean isClosing(Connection<?> connection);

    /** Records that the TLS handshake of a connection is complete. Called before the first request is read. */
    void handshakeEnded(Connection<?> connection);

    /** Returns whether another connection may be accepted; makes room for it if that is possible. Does not block. */
    boolean isRoomForConnection();

    /** Returns how long to wait before the next connection is accepted when there was no room for one. */
    Duration acceptPause();

    /** Closes some connections that have sent nothing for the longest time and wait for no answer. */
    void closeIdle();

    /**
     * Records that the bytes which had arrived on a connection have been read, and parsed as far as possible. Called on
     * the thread that reads; must not block.
     */
    void readEnded(Connection<?> connection);
}
