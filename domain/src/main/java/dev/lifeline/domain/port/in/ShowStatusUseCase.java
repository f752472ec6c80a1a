package dev.lifeline.domain.port.in;

import dev.lifeline.domain.status.ServiceStatus;

/** Reports the status of the service. Safe for use by several threads; never blocks and never accesses the database. */
public interface ShowStatusUseCase {

    /** Returns the current status. */
    ServiceStatus status();
}
