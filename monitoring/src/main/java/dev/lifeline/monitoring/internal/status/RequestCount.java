package dev.lifeline.monitoring.internal.status;

/** Histogram of request durations. Confined to one thread. */
final class RequestCount {
    private final long[] steps = new long[LatencyScale.STEPS];
    private long all;
    private long failed;

    void add(int step, int requests) {
        steps[step] += requests;
        all += requests;
    }

    void addFailed(int requests) {
        failed += requests;
    }

    long all() {
        return all;
    }

    long failed() {
        return failed;
    }

    /** Returns the step that the given share of the requests does not exceed; undefined without requests. */
    int stepAt(double share) {
        long rank = (long) Math.ceil(share * all);
        int step = 0;
        for (long below = steps[0]; below < rank; below += steps[step]) {
            step++;
        }
        return step;
    }
}
