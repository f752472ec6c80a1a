package dev.lifeline.domain.port.in;

import dev.lifeline.domain.lifecycle.LifecyclePhase;

/** Tells where the service stands between its start and its end. Safe for use by several threads; never blocks. */
public interface CheckLifecycleUseCase {

    /** The phase now. */
    LifecyclePhase phase();
}
