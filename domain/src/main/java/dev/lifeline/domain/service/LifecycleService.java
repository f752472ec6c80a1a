package dev.lifeline.domain.service;

import dev.lifeline.domain.lifecycle.LifecyclePhase;
import dev.lifeline.domain.port.in.CheckLifecycleUseCase;

/**
 * Holds the lifecycle phase of the service. The launcher sets it; a stopping service never runs again. Safe for use by
 * several threads.
 */
public final class LifecycleService implements CheckLifecycleUseCase {
    private volatile LifecyclePhase phase = LifecyclePhase.STARTING;

    /** Creates a service in phase {@link LifecyclePhase#STARTING}. */
    public LifecycleService() {}

    @Override
    public LifecyclePhase phase() {
        return phase;
    }

    /** Records that the service is ready for requests. Without effect if it is stopping. */
    public synchronized void started() {
        if (phase == LifecyclePhase.STARTING) {
            phase = LifecyclePhase.RUNNING;
        }
    }

    /** Records that the service is stopping. */
    public synchronized void stopping() {
        phase = LifecyclePhase.STOPPING;
    }
}
