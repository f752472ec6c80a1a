package dev.lifeline.monitoring.internal.remote;

import dev.lifeline.domain.time.Ticker;
import dev.lifeline.monitoring.internal.alert.Alert;
import dev.lifeline.monitoring.internal.alert.AlertCondition;
import dev.lifeline.monitoring.internal.alert.AlertDelivery;
import dev.lifeline.monitoring.internal.alert.AlertFacts;
import dev.lifeline.monitoring.internal.alert.AlertSchedule;
import dev.lifeline.monitoring.internal.alert.AlertStatus;
import dev.lifeline.monitoring.internal.alert.AlertTiming;
import dev.lifeline.monitoring.internal.alert.Severity;
import dev.lifeline.monitoring.internal.text.DurationText;
import dev.lifeline.monitoring.remote.RemoteState;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends alerts about a lasting problem, its changes, and its end. Confined to one thread. */
public final class RemoteAlerts implements AutoCloseable {
    private final String instance;
    private final AlertTiming timing;
    private final Ticker ticker;
    private final AlertDelivery delivery;
    private @Nullable ActiveAlert active;

    /**
     * @param instance name of the monitored service
     * @param delivery delivery, which this object closes
     */
    public RemoteAlerts(String instance, AlertTiming timing, Ticker ticker, AlertDelivery delivery) {
        this.instance = instance;
        this.timing = timing;
        this.ticker = ticker;
        this.delivery = delivery;
    }

    /** A problem with its timing and its last poll result. */
    private record ActiveAlert(AlertCondition condition, AlertSchedule schedule, PollResult result) {

        ActiveAlert with(PollResult newer) {
            return new ActiveAlert(condition, schedule, newer);
        }

        Alert alert(AlertStatus status, String summary, Duration length) {
            return new Alert(condition, status, summary, length, AlertFacts.because(result.detail()));
        }
    }

    /** Handles a poll result. Never blocks. */
    public void on(PollResult result) {
        ActiveAlert before = active;
        if (result.state() == RemoteState.HEALTHY) {
            active = null;
            Optional.ofNullable(before)
                    .filter(condition -> condition.schedule().wasReported())
                    .ifPresent(condition -> over(condition, result));
            return;
        }
        ActiveAlert now = before == null ? begun(result) : before.with(result);
        active = now;
        boolean turned = before != null && before.result().state() != result.state();
        now.schedule()
                .due()
                .or(() -> turned ? now.schedule().early() : Optional.empty())
                .ifPresent(status -> delivery.deliver(
                        now.alert(status, words(result), now.schedule().length())));
    }

    private ActiveAlert begun(PollResult result) {
        var condition = new AlertCondition("RemoteDatabaseDown", Severity.CRITICAL, instance, result.at());
        return new ActiveAlert(condition, new AlertSchedule(ticker, timing), result);
    }

    private void over(ActiveAlert last, PollResult end) {
        Duration length =
                Optional.ofNullable(end.outage()).orElse(last.schedule().length());
        delivery.deliver(last.alert(
                AlertStatus.RESOLVED,
                "Database recovered after " + DurationText.twoUnits(length) + " (" + words(last.result()) + ")",
                length));
    }

    private static String words(PollResult result) {
        return switch (result.state()) {
                    case HEALTHY, UNHEALTHY -> "Database unhealthy: ";
                    case UNREACHABLE -> "Service unreachable: ";
                    case UNKNOWN -> "Health unknown: ";
                }
                + result.detail();
    }

    @Override
    public void close() {
        delivery.close();
    }
}
