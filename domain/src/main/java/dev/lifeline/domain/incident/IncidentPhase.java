package dev.lifeline.domain.incident;

/** Whether an incident has ended, as far as known. */
public enum IncidentPhase {
    /** The incident is ongoing. */
    ONGOING,
    /** The incident has ended. */
    ENDED,
    /** The service stopped before the incident ended; its end was not observed. */
    UNKNOWN
}
