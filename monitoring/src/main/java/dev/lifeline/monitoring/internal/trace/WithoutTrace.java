package dev.lifeline.monitoring.internal.trace;

import io.opentelemetry.context.Context;

/** Runs work without a trace: work that happens on the thread of a request but does not belong to it. */
public final class WithoutTrace {

    private WithoutTrace() {}

    /** Runs the work without a trace. */
    public static void run(Runnable work) {
        Context.root().wrap(work).run();
    }
}
