package dev.lifeline.persistence.fault;

/** Runs work a limited number of times, once for each call of {@link #next}. */
final class Rounds {
    private final Runnable work;
    private int left;

    Rounds(int count, Runnable work) {
        this.left = count;
        this.work = work;
    }

    /** Runs the work and returns whether that was the last time. */
    boolean next() {
        work.run();
        left--;
        return left == 0;
    }
}
