package dev.lifeline.monitoring.internal.alert;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.domain.time.Ticker;

/**
 * Pipeline from events to one receiver: selects alerts with this receiver's timing and delivers them. Safe for use by
 * several threads.
 */
public final class AlertPipeline implements ConnectionEventListener, AutoCloseable {
    private final ConnectionAlerts alerts;
    private final AlertDelivery delivery;

    /** @param delivery delivery, which this object closes */
    public AlertPipeline(String instance, AlertTiming timing, Ticker ticker, AlertDelivery delivery) {
        this.delivery = delivery;
        this.alerts = new ConnectionAlerts(instance, timing, ticker, delivery::deliver);
    }

    @Override
    public void on(ConnectionEvent event) {
        alerts.on(event);
    }

    void start() {
        delivery.announce();
    }

    void tick() {
        alerts.tick();
    }

    void beginClose() {
        delivery.beginClose();
    }

    @Override
    public void close() {
        delivery.close();
    }
}
