package dev.lifeline.persistence.fault;

/** Something that is done so many times, once each time somebody asks. */
final class Rounds {
    private final Runnable work;
    private int left;

    Rounds(int count, Runnable work) {
        this.left = count;
        this.work = work;
    }

    /** Whether that was the last. */
    boolean next() {
        work.run();
        left--;
        return left == 0;
    }
}
