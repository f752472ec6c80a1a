package dev.lifeline.monitoring.internal.remote;

import dev.lifeline.domain.time.Ticker;
import dev.lifeline.monitoring.internal.alert.Alert;
import dev.lifeline.monitoring.internal.alert.AlertDelivery;
import dev.lifeline.monitoring.internal.alert.AlertFacts;
import dev.lifeline.monitoring.internal.alert.AlertStatus;
import dev.lifeline.monitoring.internal.alert.AlertTiming;
import dev.lifeline.monitoring.internal.alert.Rhythm;
import dev.lifeline.monitoring.internal.alert.Severity;
import dev.lifeline.monitoring.internal.alert.Trouble;
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
    private @Nullable Told told;

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
    private record Told(Trouble trouble, Rhythm rhythm, Finding finding) {

        Told with(Finding newer) {
            return new Told(trouble, rhythm, newer);
        }

        Alert alert(AlertStatus status, String summary, Duration length) {
            return new Alert(trouble, status, summary, length, AlertFacts.because(finding.detail()));
        }
    }

    /** Handles a poll result. Never blocks. */
    public void on(Finding finding) {
        Told before = told;
        if (finding.state() == RemoteState.HEALTHY) {
            told = null;
            Optional.ofNullable(before)
                    .filter(trouble -> trouble.rhythm().wasTold())
                    .ifPresent(trouble -> over(trouble, finding));
            return;
        }
        Told now = before == null ? begun(finding) : before.with(finding);
        told = now;
        boolean turned = before != null && before.finding().state() != finding.state();
        now.rhythm()
                .due()
                .or(() -> turned ? now.rhythm().early() : Optional.empty())
                .ifPresent(status -> delivery.deliver(
                        now.alert(status, words(finding), now.rhythm().length())));
    }

    private Told begun(Finding finding) {
        var trouble = new Trouble("RemoteDatabaseDown", Severity.CRITICAL, instance, finding.at());
        return new Told(trouble, new Rhythm(ticker, timing), finding);
    }

    private void over(Told last, Finding end) {
        Duration length = Optional.ofNullable(end.outage()).orElse(last.rhythm().length());
        delivery.deliver(last.alert(
                AlertStatus.RESOLVED,
                "Database recovered after " + Span.text(length) + " (" + words(last.finding()) + ")",
                length));
    }

    private static String words(Finding finding) {
        return switch (finding.state()) {
                    case HEALTHY, UNHEALTHY -> "Database unhealthy: ";
                    case UNREACHABLE -> "Service unreachable: ";
                    case UNKNOWN -> "Health unknown: ";
                }
                + finding.detail();
    }

    @Override
    public void close() {
        delivery.close();
    }
}
