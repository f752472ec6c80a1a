package dev.lifeline.app.access;

import static java.lang.System.Logger.Level.WARNING;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Counts wrong tokens by client, which {@link Clients#nameOf} names, refuses further tokens of a client that has sent
 * many wrong ones, and logs sums. Remembers a bounded number of clients, the latest ones. Safe for use by several
 * threads.
 */
final class WrongTokens {
    private static final System.Logger LOG = System.getLogger(WrongTokens.class.getName());
    private static final int MAX_CLIENTS = 1_000;
    private static final int NAMED_CLIENTS = 5;

    /** Number of wrong tokens that a client may send at once; each interval allows another one. */
    private static final int BURST = 10;

    private static final long INTERVAL = Duration.ofSeconds(6).toNanos();
    private static final long BETWEEN_REPORTS = Duration.ofMinutes(1).toNanos();

    private final Ticker ticker;
    private final Map<String, Attempts> byClient = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Attempts> eldest) {
            return size() > MAX_CLIENTS;
        }
    };
    private long sinceReport;
    private long lastReportAt;

    WrongTokens(Ticker ticker) {
        this.ticker = ticker;
        this.lastReportAt = ticker.nanos() - BETWEEN_REPORTS;
    }

    /** Returns whether tokens of that client are at present refused without a comparison. */
    synchronized boolean areTooMany(String client) {
        Attempts attempts = byClient.get(client);
        return attempts != null && attempts.level(ticker.nanos()) >= BURST;
    }

    /** Counts a token that was wrong, or that was refused without a comparison. */
    synchronized void add(String client) {
        byClient.computeIfAbsent(client, key -> new Attempts(ticker.nanos())).add(ticker.nanos());
        sinceReport++;
    }

    /** Logs the sum since the last report, at most once a minute. */
    void report() {
        String line = nextReport();
        if (!line.isEmpty()) {
            LOG.log(WARNING, line);
        }
    }

    private synchronized String nextReport() {
        long now = ticker.nanos();
        if (sinceReport == 0 || now - lastReportAt < BETWEEN_REPORTS) {
            return "";
        }
        long addresses =
                byClient.values().stream().filter(it -> it.sinceReport > 0).count();
        String named = byClient.entrySet().stream()
                .filter(entry -> entry.getValue().sinceReport > 0)
                .sorted(Comparator.comparingLong(entry -> -entry.getValue().sinceReport))
                .limit(NAMED_CLIENTS)
                .map(entry -> entry.getKey() + ": " + entry.getValue().sinceReport)
                .collect(Collectors.joining(", "));
        String line = "Wrong access tokens: " + sinceReport + " from " + addresses
                + (addresses == 1 ? " address (" : " addresses (") + named
                + (addresses > NAMED_CLIENTS ? ", …)" : ")");
        byClient.values().forEach(attempts -> attempts.sinceReport = 0);
        sinceReport = 0;
        lastReportAt = now;
        return line;
    }

    /** Leaky bucket of one client. */
    private static final class Attempts {
        private long level;
        private long leakedAt;
        private long sinceReport;

        Attempts(long now) {
            leakedAt = now;
        }

        long level(long now) {
            long leaks = (now - leakedAt) / INTERVAL;
            if (leaks > 0) {
                level = Math.max(0, level - leaks);
                leakedAt += leaks * INTERVAL;
            }
            return level;
        }

        void add(long now) {
            level = Math.min(BURST, level(now) + 1);
            sinceReport++;
        }
    }
}
