package dev.lifeline.datasource.internal.recovery;

/**
 * The right of one engine to act, which ends when the engine is replaced or stopped. Safe for use by several threads.
 */
final class EngineLease {
    private volatile boolean revoked;

    /** Ends the right to act. Waits for an effect under way, none of which blocks. */
    synchronized void revoke() {
        revoked = true;
    }

    boolean isHeld() {
        return !revoked;
    }

    /**
     * Runs the effect if the lease is held. The lease is not revoked in the meantime, so that no effect follows one of a successor.
     *
     * @param effect must not block and must not call listeners
     * @return whether the effect was run
     */
    synchronized boolean ifHeld(Runnable effect) {
        if (revoked) {
            return false;
        }
        effect.run();
        return true;
    }
}
