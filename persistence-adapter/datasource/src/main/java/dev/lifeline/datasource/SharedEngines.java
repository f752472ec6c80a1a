package dev.lifeline.datasource;

import dev.lifeline.datasource.internal.thread.DaemonThreads;
import dev.lifeline.domain.time.Ticker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Engines of the driver, one for each database, user and set of parameters. An engine is closed some time after its
 * last connection, on a thread that exists only for that time. Safe for use by several threads.
 */
final class SharedEngines {
    private final Map<Object, SharedEngine> engines = new HashMap<>();
    private final ThreadFactory threads = DaemonThreads.called("linger");
    private final Ticker ticker = Ticker.system();

    /** Returns a connection of the engine for its settings, which is opened if there is none. */
    Connection connect(DriverSettings settings, Duration limit) throws SQLException {
        SharedEngine engine = join(settings);
        try {
            return engine.connect(settings.password(), limit);
        } catch (SQLException | RuntimeException e) {
            leave(settings.key(), engine);
            throw e;
        }
    }

    private synchronized SharedEngine join(DriverSettings settings) {
        Object key = settings.key();
        SharedEngine engine = engines.get(key);
        if (engine == null) {
            engine = open(settings, key);
            engines.put(key, engine);
        }
        engine.join();
        notifyAll();
        return engine;
    }

    private SharedEngine open(DriverSettings settings, Object key) {
        return new SharedEngine(settings, () -> leave(key));
    }

    private synchronized void leave(Object key) {
        SharedEngine engine = engines.get(key);
        if (engine != null) {
            leave(key, engine);
        }
    }

    private synchronized void leave(Object key, SharedEngine engine) {
        engine.leave();
        if (!engine.isUsed()) {
            threads.newThread(() -> closeLater(key, engine)).start();
        }
    }

    private void closeLater(Object key, SharedEngine engine) {
        if (isUnusedFor(engine.linger(), key, engine)) {
            engine.close();
        }
    }

    /** Waits until the engine is used again or the time has passed; returns whether the engine was removed. */
    private synchronized boolean isUnusedFor(Duration linger, Object key, SharedEngine engine) {
        long end = ticker.nanos() + linger.toNanos();
        try {
            for (long left = linger.toNanos(); left > 0 && !engine.isUsed(); left = end - ticker.nanos()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !engine.isUsed() && engines.remove(key, engine);
    }
}
