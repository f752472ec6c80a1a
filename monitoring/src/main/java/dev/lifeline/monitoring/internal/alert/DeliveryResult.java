package dev.lifeline.monitoring.internal.alert;

/** What became of an alert in the end. */
public enum DeliveryResult {
    /** The receiver has it. */
    DELIVERED,
    /** The receiver would not have it, or could not be reached for too long. */
    FAILED,
    /** It was not sent, for too many were waiting, or the service ended. */
    DROPPED,
    /** A newer one about the same trouble took its place before it got through: nobody misses it. */
    SUPERSEDED
}
