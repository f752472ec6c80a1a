package dev.lifeline.domain.incident;

/** Whether an incident is over, as far as is known. */
public enum IncidentPhase {
    /** It goes on. */
    ONGOING,
    /** It is over. */
    ENDED,
    /** The service stopped before the incident was over: nobody saw its end. */
    UNKNOWN
}
