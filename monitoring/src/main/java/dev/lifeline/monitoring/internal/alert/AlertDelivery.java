package dev.lifeline.monitoring.internal.alert;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Delivers alerts over one channel, in order, on a separate thread that the first alert starts and {@link #close} ends.
 * Failed deliveries are retried with growing delays; lost alerts are counted and logged. Safe for use by several
 * threads.
 */
public final class AlertDelivery implements AutoCloseable {
    private static final Duration WAIT_AFTER_INTERRUPT = Duration.ofSeconds(1);

    private final AlertQueue queue = new AlertQueue();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicBoolean started = new AtomicBoolean();
    private final AlertChannel channel;
    private final Consumer<DeliveryResult> results;
    private final DeliveryPolicy policy;
    private final Ticker ticker;
    private final Backoff backoff;
    private final DeliveryLog log;
    private final Thread thread;

    /**
     * Creates a delivery; starts no thread.
     *
     * @param channel channel, which this object closes
     * @param results receives the final result of each alert
     */
    public AlertDelivery(
            AlertChannel channel,
            Consumer<DeliveryResult> results,
            DeliveryPolicy policy,
            Ticker ticker,
            RandomGenerator random) {
        this.channel = channel;
        this.results = results;
        this.policy = policy;
        this.ticker = ticker;
        this.backoff = new Backoff(policy, random);
        this.log = new DeliveryLog(channel);
        this.thread = new Thread(this::run, "lifeline-alerts-" + channel.name() + "-1");
        this.thread.setDaemon(true);
    }

    /** Logs the receiver of alerts. */
    void announce() {
        log.announce();
    }

    /** Queues an alert. Never blocks. After {@link #close} the alert is lost, counted and logged. */
    public void deliver(Alert alert) {
        queue.put(new QueuedAlert(alert, ticker.nanos())).forEach(this::unsent);
        if (started.compareAndSet(false, true)) {
            thread.start();
        }
    }

    private void unsent(AlertQueue.Unsent unsent) {
        results.accept(unsent.result());
        if (unsent.result() == DeliveryResult.DROPPED) {
            log.lost(unsent.alert(), closing.getCount() == 0 ? "the service ends" : "too many are waiting");
        }
    }

    private void run() {
        try {
            for (var queued = queue.take(); queued.isPresent(); queued = queue.take()) {
                deliver(queued.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // close must not wait longer, even for the channel to close
        } finally {
            end();
        }
    }

    private void end() {
        queue.close();
        queue.empty().forEach(alert -> unsent(new AlertQueue.Unsent(alert, DeliveryResult.DROPPED)));
        channel.close();
    }

    private void deliver(QueuedAlert queued) throws InterruptedException {
        DeliveryAttempt attempt = attempt(queued);
        switch (attempt.outcome()) {
            case DELIVERED -> {
                backoff.reset();
                results.accept(DeliveryResult.DELIVERED);
                log.delivered(queued.alert());
            }
            case REFUSED -> lost(queued.alert(), attempt.text());
            case FAILED -> failed(queued, attempt);
        }
    }

    private DeliveryAttempt attempt(QueuedAlert queued) throws InterruptedException {
        try {
            return channel.send(queued.alert());
        } catch (InterruptedException e) {
            putBack(queued);
            throw e;
        } catch (RuntimeException | Error e) {
            return DeliveryAttempt.refused(
                    "broken (" + e.getClass().getSimpleName() + ")"); // the message may contain the URL
        }
    }

    private void failed(QueuedAlert queued, DeliveryAttempt attempt) throws InterruptedException {
        if (ticker.nanos() - queued.sinceNanos() >= policy.giveUpAfter().toNanos()) {
            lost(queued.alert(), attempt.text());
            return;
        }
        log.failed(attempt.text());
        putBack(queued);
        pause(backoff.next(attempt.notBefore()));
    }

    private void putBack(QueuedAlert queued) {
        if (!queue.putBack(queued)) {
            results.accept(DeliveryResult.SUPERSEDED);
        }
    }

    private void lost(Alert alert, String why) {
        results.accept(DeliveryResult.FAILED);
        log.lost(alert, why);
    }

    /** Pauses. Closing ends a pause early and allows only short ones afterwards. */
    private void pause(Duration time) throws InterruptedException {
        if (closing.getCount() == 0) {
            NANOSECONDS.sleep(policy.firstDelay().toNanos());
        } else if (closing.await(time.toNanos(), NANOSECONDS)) {
            backoff.reset();
        }
    }

    /** Refuses further alerts; queued alerts have a limited time for delivery. Does not wait for that. */
    void beginClose() {
        queue.close();
        closing.countDown();
    }

    /** Ends the thread; waits for undelivered alerts for at most the time of the policy plus one second. */
    @Override
    public void close() {
        beginClose();
        if (started.compareAndSet(false, true)) {
            end();
            return;
        }
        try {
            thread.join(policy.drain().toMillis());
            thread.interrupt();
            thread.join(WAIT_AFTER_INTERRUPT.toMillis());
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
