package dev.lifeline.app.cli;

import dev.lifeline.app.config.AppConfig;

/** What the command line starts. */
@FunctionalInterface
public interface Service {

    /**
     * Runs the service until it is asked to stop, and stops it.
     *
     * @throws dev.lifeline.app.start.StartFailedException if it cannot start
     * @throws InterruptedException if the thread was interrupted meanwhile
     */
    void run(AppConfig config) throws InterruptedException;
}
