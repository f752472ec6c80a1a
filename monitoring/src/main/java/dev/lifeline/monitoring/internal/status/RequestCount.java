package dev.lifeline.monitoring.internal.status;

/** How many requests took how long. Confined to one thread. */
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

    /** The step that so large a share of the requests does not exceed; of no meaning without requests. */
    int stepAt(double share) {
        long rank = (long) Math.ceil(share * all);
        int step = 0;
        for (long below = steps[0]; below < rank; below += steps[step]) {
            step++;
        }
        return step;
    }
}
