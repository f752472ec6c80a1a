package dev.lifeline.app.http.limit;

import dev.lifeline.app.http.grizzly.ListenerLimits;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.server.AddOn;

/**
 * Limits of the listener for operators: those of the listener for clients, but it goes on accepting connections while
 * requests for projects are too many.
 */
record OperatorLimits(ListenerLimits all, BooleanSupplier isRoom) implements ListenerLimits {

    @Override
    public List<AddOn> addOns() {
        return all.addOns();
    }

    @Override
    public boolean isClosing(Connection<?> connection) {
        return all.isClosing(connection);
    }

    @Override
    public boolean isRoomForConnection() {
        return isRoom.getAsBoolean();
    }

    @Override
    public Duration acceptPause() {
        return all.acceptPause();
    }

    @Override
    public void closeIdle() {
        all.closeIdle();
    }

    @Override
    public void readEnded(Connection<?> connection) {
        all.readEnded(connection);
    }

    @Override
    public void handshakeEnded(Connection<?> connection) {
        all.handshakeEnded(connection);
    }
}
