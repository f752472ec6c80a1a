package dev.lifeline.domain.incident;

/** Phase of an incident, as far as it is known. */
public enum IncidentPhase {
    /** The incident is ongoing. */
    ONGOING,
    /** The incident has ended. */
    ENDED,
    /** The service stopped before the incident ended; its end was not observed. */
    UNKNOWN
}
