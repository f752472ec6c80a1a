package dev.lifeline.app.http;

import java.util.Optional;

/**
 * Where a listener listens.
 *
 * @param settings first part of the names of its settings
 */
record ListenerAddress(String settings, String host, int port) {

    static ListenerAddress open(HttpConfig config) {
        return new ListenerAddress("http", config.host(), config.port());
    }

    /** Returns that of the listener for operators, if there is one. */
    static Optional<ListenerAddress> admin(HttpConfig config) {
        return Optional.ofNullable(config.admin())
                .map(admin -> new ListenerAddress("admin", admin.host(), admin.port()));
    }

    @Override
    public String toString() {
        return host + ":" + port + " (lifeline." + settings + ".host, lifeline." + settings + ".port)";
    }
}
