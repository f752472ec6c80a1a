package dev.lifeline.monitoring.internal.status;

import java.time.Duration;

/** Maps durations to logarithmic steps: eight per doubling, from some microseconds to a day. */
final class LatencyScale {
    private static final int STEP_BITS = 3;
    private static final int STEPS_PER_DOUBLING = 1 << STEP_BITS;
    private static final int UNIT_BITS = 10; // About a microsecond; shorter durations count as that.

    private static final int DOUBLINGS = 36;

    static final int STEPS = DOUBLINGS * STEPS_PER_DOUBLING;

    private LatencyScale() {}

    /** Returns the step of a duration. */
    static int stepOf(Duration duration) {
        long units = (duration.toNanos() >> UNIT_BITS) + STEPS_PER_DOUBLING;
        int doubling = Long.SIZE - 1 - Long.numberOfLeadingZeros(units) - STEP_BITS;
        int step = (int) (units >> doubling) - STEPS_PER_DOUBLING;
        return Math.min(doubling * STEPS_PER_DOUBLING + step, STEPS - 1);
    }

    /** Returns the middle of a step. */
    static Duration middleOf(int step) {
        return Duration.ofNanos((beginningOf(step) + beginningOf(step + 1)) / 2);
    }

    private static long beginningOf(int step) {
        int doubling = step / STEPS_PER_DOUBLING;
        long units = (long) (STEPS_PER_DOUBLING + step % STEPS_PER_DOUBLING) << doubling;
        return (units - STEPS_PER_DOUBLING) << UNIT_BITS;
    }
}
