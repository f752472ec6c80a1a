package dev.lifeline.app.http.grizzly;

/**
 * Address of a listener.
 *
 * @param settings first part of the names of its settings
 */
public record ListenerAddress(String settings, String host, int port) {

    @Override
    public String toString() {
        return host + ":" + port + " (lifeline." + settings + ".host, lifeline." + settings + ".port)";
    }
}
