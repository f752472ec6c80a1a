package dev.lifeline.domain.port.in;

import dev.lifeline.domain.incident.Incident;
import java.util.List;

/** Lists past and ongoing incidents. Safe for use by several threads; never blocks. */
public interface ListIncidentsUseCase {

    /** Maximum number of incidents that are kept. */
    int MOST = 200;

    /**
     * Returns the newest incidents, newest first.
     *
     * @param limit maximum number of incidents to return
     */
    List<Incident> newest(int limit);
}
