package dev.lifeline.datasource.internal.recovery;

/** Right of one engine to act, which ends when the engine is replaced or stopped. Safe for use by several threads. */
final class EngineLease {
    private volatile boolean revoked;

    /** Ends the right to act. Waits for a running effect; effects do not block. */
    synchronized void revoke() {
        revoked = true;
    }

    boolean isHeld() {
        return !revoked;
    }

    /**
     * Runs the effect if the lease is held. The lease cannot be revoked meanwhile, so that none of its effects runs
     * after an effect of the successor.
     *
     * @param effect must not block and must not call listeners
     * @return whether the effect ran
     */
    synchronized boolean ifHeld(Runnable effect) {
        if (revoked) {
            return false;
        }
        effect.run();
        return true;
    }
}
