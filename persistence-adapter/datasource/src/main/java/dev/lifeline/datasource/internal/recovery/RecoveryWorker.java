package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.datasource.internal.sentinel.Lateness;
import dev.lifeline.domain.time.Ticker;

/** An engine and the thread that it is confined to. They are replaced together, so that the old one affects only itself. */
record RecoveryWorker(RecoveryEngine engine, EngineThread thread) {

    /** Stops this one, wherever it hangs, and returns another one that continues from what it knew. */
    RecoveryWorker successor(Ticker ticker, Lateness lateness) {
        thread.abandon();
        return new RecoveryWorker(engine.successor(), new EngineThread(ticker, lateness));
    }
}
