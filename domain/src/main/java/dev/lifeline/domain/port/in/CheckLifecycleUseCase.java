package dev.lifeline.domain.port.in;

import dev.lifeline.domain.lifecycle.LifecyclePhase;

/** Reports the lifecycle phase of the service. Safe for use by several threads; never blocks. */
public interface CheckLifecycleUseCase {

    /** Returns the current phase. */
    LifecyclePhase phase();
}
