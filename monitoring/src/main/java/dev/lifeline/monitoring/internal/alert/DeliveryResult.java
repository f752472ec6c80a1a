package dev.lifeline.monitoring.internal.alert;

/** Final result of an alert. */
public enum DeliveryResult {
    /** The receiver accepted the alert. */
    DELIVERED,
    /** The receiver rejected the alert, or was unreachable for too long. */
    FAILED,
    /** The alert was not sent, because the queue was full or the service ended. */
    DROPPED,
    /** A newer alert about the same problem replaced it before its delivery. */
    SUPERSEDED
}
