package dev.lifeline.monitoring.internal.remote;

import dev.lifeline.domain.settings.SettingChecks;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.monitoring.internal.alert.Endpoint;
import dev.lifeline.monitoring.remote.RemoteMonitorConfig;
import dev.lifeline.monitoring.remote.RemotePoll;
import dev.lifeline.monitoring.remote.RemoteState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Polls a service periodically and reports changes. Confined to one thread. */
public final class RemoteWatch {
    private static final Duration PAUSE_IN_TROUBLE = Duration.ofSeconds(5);
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private final RemoteMonitorConfig config;
    private final HealthEndpoint endpoint;
    private final Consumer<Finding> listener;
    private final History history;
    private final Reconnecting reconnecting;
    private final Clock clock;
    private final Ticker ticker;
    private @Nullable Finding last;

    public RemoteWatch(
            RemoteMonitorConfig config,
            HealthEndpoint endpoint,
            Consumer<Finding> listener,
            Clock clock,
            Ticker ticker) {
        this.config = config;
        this.endpoint = endpoint;
        this.listener = listener;
        this.clock = clock;
        this.ticker = ticker;
        this.history = new History(ticker);
        this.reconnecting = new Reconnecting(endpoint, ticker);
    }

    /** Returns a start line with the endpoint, the interval, and the receiver of alerts. */
    public String greeting() {
        String alerts =
                config.webhookUrl() == null ? "" : ", alerts to " + Endpoint.parse("webhook", config.webhookUrl());
        return line(
                clock.instant(),
                "watching " + config.endpoint() + " every " + SettingChecks.text(config.every()) + alerts);
    }

    /**
     * Polls once, and requests a reconnect if that is configured and due.
     *
     * @param news receives changes as lines, immediately
     */
    public RemotePoll poll(Consumer<String> news) throws InterruptedException {
        Finding finding = withReportedOutage(endpoint.check());
        last = finding;
        history.add(finding).ifPresent(words -> news.accept(line(finding.at(), words)));
        listener.accept(finding);
        if (config.reconnect() && reconnecting.isDue(finding)) {
            Finding answer = reconnecting.ask();
            news.accept(line(answer.at(), reconnecting.outcome(answer)));
            if (answer.state() == RemoteState.HEALTHY) {
                return new RemotePoll(finding.state(), Duration.ZERO);
            }
        }
        return new RemotePoll(finding.state(), pause(finding));
    }

    /** Adds the outage length that the service reports, because polls are seconds apart. */
    private Finding withReportedOutage(Finding finding) throws InterruptedException {
        if (!history.isRecovery(finding)) {
            return finding;
        }
        return endpoint.lastOutage(finding)
                .filter(outage -> history.mayBe(outage, finding))
                .map(outage -> finding.after(outage.length()))
                .orElse(finding);
    }

    /** Returns the state and the result of the last poll. */
    public String summary() {
        if (last == null) {
            return "not polled yet";
        }
        Duration age = Duration.ofNanos(ticker.nanos() - last.nanos());
        String reason = last.state() == RemoteState.HEALTHY ? "" : ": " + last.detail();
        return last.state().word() + " for " + Span.whole(history.inState()) + ", polled " + Span.whole(age)
                + " ago in " + last.took().toMillis() + " ms" + reason;
    }

    /** Returns an end line. */
    public String farewell() {
        return line(
                clock.instant(),
                "stopped" + (last == null ? "" : ": " + last.state().word() + " for " + Span.text(history.inState())));
    }

    private Duration pause(Finding finding) {
        boolean isShort = config.every().compareTo(PAUSE_IN_TROUBLE) < 0;
        return finding.state() == RemoteState.HEALTHY || isShort ? config.every() : PAUSE_IN_TROUBLE;
    }

    private static String line(Instant at, String words) {
        return MILLIS.format(at) + " " + words;
    }
}
