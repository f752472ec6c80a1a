package dev.lifeline.domain.lifecycle;

/** Phase of the running service. */
public enum LifecyclePhase {
    STARTING,
    RUNNING,
    STOPPING
}
