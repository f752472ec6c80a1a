package dev.lifeline.monitoring.internal.alert;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.domain.time.Ticker;

/** From events to one receiver: what is told, in this receiver's rhythm, and how it gets there. Safe for use by several threads. */
public final class AlertLine implements ConnectionEventListener, AutoCloseable {
    private final ConnectionAlerts alerts;
    private final AlertDelivery delivery;

    /**
     * @param delivery closed with this
     */
    public AlertLine(String instance, AlertTiming timing, Ticker ticker, AlertDelivery delivery) {
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
