package dev.lifeline.monitoring.internal.trace;

import io.opentelemetry.context.Context;

/** For what is done on the thread of some request, and not for its sake. */
public final class NobodysTrace {

    private NobodysTrace() {}

    /** Runs it in no trace at all. */
    public static void run(Runnable work) {
        Context.root().wrap(work).run();
    }
}
