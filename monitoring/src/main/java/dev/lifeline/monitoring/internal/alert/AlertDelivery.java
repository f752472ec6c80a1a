package dev.lifeline.monitoring.internal.alert;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Delivers alerts over one channel, one after the other, on a thread of its own that the first alert starts and
 * {@link #close} ends. What fails is repeated, with growing pauses; what is lost in the end is counted and logged. Safe for use
 * by several threads.
 */
public final class AlertDelivery implements AutoCloseable {
    private static final Duration PATIENCE_AFTER_INTERRUPT = Duration.ofSeconds(1);

    private final Mailbox mailbox = new Mailbox();
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
     * Starts no thread yet.
     *
     * @param channel closed with this
     * @param results told what became of each alert
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

    /** Tells the log where alerts go. */
    void announce() {
        log.announce();
    }

    /** Leaves an alert to be delivered. Never blocks. After the end it is lost, and counted and logged as such. */
    public void deliver(Alert alert) {
        mailbox.put(new Letter(alert, ticker.nanos())).forEach(this::unsent);
        if (started.compareAndSet(false, true)) {
            thread.start();
        }
    }

    private void unsent(Mailbox.Unsent unsent) {
        results.accept(unsent.result());
        if (unsent.result() == DeliveryResult.DROPPED) {
            log.lost(unsent.alert(), closing.getCount() == 0 ? "the service ends" : "too many are waiting");
        }
    }

    private void run() {
        try {
            for (var letter = mailbox.take(); letter.isPresent(); letter = mailbox.take()) {
                deliver(letter.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the end has no more patience, with the channel's end neither
        } finally {
            end();
        }
    }

    private void end() {
        mailbox.close();
        mailbox.empty().forEach(alert -> unsent(new Mailbox.Unsent(alert, DeliveryResult.DROPPED)));
        channel.close();
    }

    private void deliver(Letter letter) throws InterruptedException {
        Attempt attempt = attempt(letter);
        switch (attempt.verdict()) {
            case DELIVERED -> {
                backoff.reset();
                results.accept(DeliveryResult.DELIVERED);
                log.delivered(letter.alert());
            }
            case REFUSED -> lost(letter.alert(), attempt.words());
            case FAILED -> failed(letter, attempt);
        }
    }

    private Attempt attempt(Letter letter) throws InterruptedException {
        try {
            return channel.send(letter.alert());
        } catch (InterruptedException e) {
            putBack(letter);
            throw e;
        } catch (RuntimeException | Error e) {
            return Attempt.refused("broken (" + e.getClass().getSimpleName() + ")"); // its message may quote the URL
        }
    }

    private void failed(Letter letter, Attempt attempt) throws InterruptedException {
        if (ticker.nanos() - letter.sinceNanos() >= policy.giveUpAfter().toNanos()) {
            lost(letter.alert(), attempt.words());
            return;
        }
        log.failed(attempt.words());
        putBack(letter);
        pause(backoff.next(attempt.notBefore()));
    }

    private void putBack(Letter letter) {
        if (!mailbox.putBack(letter)) {
            results.accept(DeliveryResult.SUPERSEDED);
        }
    }

    private void lost(Alert alert, String why) {
        results.accept(DeliveryResult.FAILED);
        log.lost(alert, why);
    }

    /** The end cuts a pause short, and lets only short ones come after it. */
    private void pause(Duration time) throws InterruptedException {
        if (closing.getCount() == 0) {
            NANOSECONDS.sleep(policy.firstDelay().toNanos());
        } else if (closing.await(time.toNanos(), NANOSECONDS)) {
            backoff.reset();
        }
    }

    /** From now on no alert is taken; what is left has a moment to get through. Does not wait for that. */
    void beginClose() {
        mailbox.close();
        closing.countDown();
    }

    /** Ends the thread, waiting for what is not delivered yet, but no longer than the policy says and a second more. */
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
            thread.join(PATIENCE_AFTER_INTERRUPT.toMillis());
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
