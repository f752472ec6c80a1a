package dev.lifeline.monitoring.internal.stream;

import dev.lifeline.domain.status.EventStream;
import dev.lifeline.domain.status.StreamedEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Unread events of one subscriber, up to a limit, beyond which the stream ends. Safe for use by several threads. */
final class EventSubscriber implements EventStream {
    private final Deque<StreamedEvent> unread = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final int maxUnread;
    private final Consumer<EventSubscriber> onEnd;
    private boolean open = true;

    /**
     * @param beginning first events of the stream
     * @param maxUnread maximum number of unread events
     * @param onEnd called at the end, possibly more than once
     */
    EventSubscriber(List<StreamedEvent> beginning, int maxUnread, Consumer<EventSubscriber> onEnd) {
        this.unread.addAll(beginning);
        this.maxUnread = maxUnread;
        this.onEnd = onEnd;
    }

    /** Adds an event. Never blocks for long. */
    void publish(StreamedEvent event) {
        lock.lock();
        try {
            if (open && unread.size() < maxUnread) {
                unread.add(event);
            } else {
                end();
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<StreamedEvent> next(Duration limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = limit.toNanos();
            while (open && unread.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return Optional.ofNullable(unread.poll());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isOpen() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            end();
            changed.signal();
        } finally {
            lock.unlock();
        }
        onEnd.accept(this);
    }

    private void end() {
        open = false;
        unread.clear();
    }
}
