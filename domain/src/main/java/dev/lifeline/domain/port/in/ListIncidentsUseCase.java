package dev.lifeline.domain.port.in;

import dev.lifeline.domain.incident.Incident;
import java.util.List;

/** Tells what went wrong, and what is wrong now. Safe for use by several threads; never blocks. */
public interface ListIncidentsUseCase {

    /** The most incidents that are kept. */
    int MOST = 200;

    /** The newest incidents, newest first, at most so many. */
    List<Incident> newest(int limit);
}
