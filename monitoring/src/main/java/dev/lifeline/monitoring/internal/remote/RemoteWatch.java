package dev.lifeline.monitoring.internal.remote;

import dev.lifeline.domain.settings.SettingChecks;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.monitoring.internal.alert.Endpoint;
import dev.lifeline.monitoring.internal.text.DurationText;
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
    private static final Duration PROBLEM_INTERVAL = Duration.ofSeconds(5);
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private final RemoteMonitorConfig config;
    private final HealthEndpoint endpoint;
    private final Consumer<PollResult> listener;
    private final PollHistory history;
    private final ReconnectRequests reconnecting;
    private final Clock clock;
    private final Ticker ticker;
    private @Nullable PollResult last;

    public RemoteWatch(
            RemoteMonitorConfig config,
            HealthEndpoint endpoint,
            Consumer<PollResult> listener,
            Clock clock,
            Ticker ticker) {
        this.config = config;
        this.endpoint = endpoint;
        this.listener = listener;
        this.clock = clock;
        this.ticker = ticker;
        this.history = new PollHistory(ticker);
        this.reconnecting = new ReconnectRequests(endpoint, ticker);
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
        PollResult result = withReportedOutage(endpoint.check());
        last = result;
        history.add(result).ifPresent(words -> news.accept(line(result.at(), words)));
        listener.accept(result);
        if (config.reconnect() && reconnecting.isDue(result)) {
            PollResult answer = reconnecting.ask();
            news.accept(line(answer.at(), reconnecting.outcome(answer)));
            if (answer.state() == RemoteState.HEALTHY) {
                return new RemotePoll(result.state(), Duration.ZERO);
            }
        }
        return new RemotePoll(result.state(), pause(result));
    }

    /** Adds the outage length that the service reports, because polls are seconds apart. */
    private PollResult withReportedOutage(PollResult result) throws InterruptedException {
        if (!history.isRecovery(result)) {
            return result;
        }
        return endpoint.lastOutage(result)
                .filter(outage -> history.mayBe(outage, result))
                .map(outage -> result.after(outage.length()))
                .orElse(result);
    }

    /** Returns the state and the result of the last poll. */
    public String summary() {
        if (last == null) {
            return "not polled yet";
        }
        Duration age = Duration.ofNanos(ticker.nanos() - last.nanos());
        String reason = last.state() == RemoteState.HEALTHY ? "" : ": " + last.detail();
        return last.state().word() + " for " + DurationText.wholeUnits(history.inState()) + ", polled "
                + DurationText.wholeUnits(age) + " ago in " + last.took().toMillis() + " ms" + reason;
    }

    /** Returns the last line of a watch. */
    public String farewell() {
        return line(
                clock.instant(),
                "stopped"
                        + (last == null
                                ? ""
                                : ": " + last.state().word() + " for " + DurationText.twoUnits(history.inState())));
    }

    private Duration pause(PollResult result) {
        boolean isShort = config.every().compareTo(PROBLEM_INTERVAL) < 0;
        return result.state() == RemoteState.HEALTHY || isShort ? config.every() : PROBLEM_INTERVAL;
    }

    private static String line(Instant at, String words) {
        return MILLIS.format(at) + " " + words;
    }
}
