package dev.lifeline.rest;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Records every request. Safe for use by several threads. */
final class RecordingObserver implements RequestObserver {
    final BlockingQueue<Observation> observations = new LinkedBlockingQueue<>();
    private volatile @Nullable RuntimeException failure;

    record Observation(String method, String route, int status, Duration took) {}

    void failWith(RuntimeException next) {
        failure = next;
    }

    @Override
    public void observed(String method, String route, int status, Duration took) {
        observations.add(new Observation(method, route, status, took));
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
    }
}
