package dev.lifeline.app.cli;

import dev.lifeline.app.config.AppConfig;

/** The service, as started by the command line. */
@FunctionalInterface
public interface Service {

    /**
     * Runs the service until it is asked to stop, and stops it.
     *
     * @throws dev.lifeline.app.start.StartFailedException if it cannot start
     * @throws InterruptedException if the thread is interrupted
     */
    void run(AppConfig config) throws InterruptedException;
}
