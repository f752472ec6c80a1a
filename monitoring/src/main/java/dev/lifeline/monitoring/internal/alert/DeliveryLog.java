package dev.lifeline.monitoring.internal.alert;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/** Logs the deliveries over one channel: when they start to fail, and each lost alert. */
final class DeliveryLog {
    private static final System.Logger LOG = System.getLogger(DeliveryLog.class.getName());

    private final String channel;
    private final AtomicBoolean failing = new AtomicBoolean();

    DeliveryLog(AlertChannel channel) {
        this.channel = channel.name() + " (" + channel.endpoint() + ")";
    }

    void announce() {
        LOG.log(INFO, "Alerts go to the " + channel);
    }

    void failed(String why) {
        Level level = failing.compareAndSet(false, true) ? WARNING : DEBUG;
        LOG.log(level, "Alerts do not get through to the " + channel + ": " + why + "; trying again");
    }

    void delivered(Alert alert) {
        LOG.log(DEBUG, "Alert delivered to the " + channel + ": " + alert.text());
        if (failing.compareAndSet(true, false)) {
            LOG.log(INFO, "Alerts get through to the " + channel + " again");
        }
    }

    /** Logs a lost alert. A lost reminder is logged at DEBUG, because an earlier alert reported the outage. */
    void lost(Alert alert, String why) {
        Level level = alert.status() == AlertStatus.REMINDER ? DEBUG : ERROR;
        LOG.log(level, "Alert not delivered to the " + channel + ": " + why + ": " + alert.text());
    }
}
