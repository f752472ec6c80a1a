package dev.lifeline.domain.service;

import dev.lifeline.domain.lifecycle.LifecyclePhase;
import dev.lifeline.domain.port.in.CheckLifecycleUseCase;

/** Remembers where the service stands. Told by whoever starts and stops it; a service that stops never runs again. */
public final class LifecycleService implements CheckLifecycleUseCase {
    private volatile LifecyclePhase phase = LifecyclePhase.STARTING;

    /** A service that starts. */
    public LifecycleService() {}

    @Override
    public LifecyclePhase phase() {
        return phase;
    }

    /** The service is ready for its callers. Without effect once it stops. */
    public synchronized void started() {
        if (phase == LifecyclePhase.STARTING) {
            phase = LifecyclePhase.RUNNING;
        }
    }

    /** The service is about to end. */
    public synchronized void stopping() {
        phase = LifecyclePhase.STOPPING;
    }
}
