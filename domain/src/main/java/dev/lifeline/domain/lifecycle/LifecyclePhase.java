package dev.lifeline.domain.lifecycle;

/** Where the service stands between its start and its end. */
public enum LifecyclePhase {
    STARTING,
    RUNNING,
    STOPPING
}
