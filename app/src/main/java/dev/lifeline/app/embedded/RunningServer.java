package dev.lifeline.app.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A running server.
 *
 * @param password password that it requires
 */
record RunningServer(EmbeddedPostgres server, String password) {

    @Override
    public String toString() {
        return "RunningServer[port " + server.getPort() + "]";
    }
}
