package dev.lifeline.domain.port.in;

import dev.lifeline.domain.status.ServiceStatus;

/** Tells how the service is. Safe for use by several threads; never blocks and never touches the database. */
public interface ShowStatusUseCase {

    /** The status now. */
    ServiceStatus status();
}
