package dev.lifeline.app.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A server that runs.
 *
 * @param password what it asks for
 */
record RunningServer(EmbeddedPostgres server, String password) {

    @Override
    public String toString() {
        return "RunningServer[port " + server.getPort() + "]";
    }
}
