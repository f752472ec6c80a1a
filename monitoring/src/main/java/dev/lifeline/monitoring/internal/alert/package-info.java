/**
 * Alerts: which messages follow from connection events, and their delivery to a webhook or an Alertmanager. On the
 * threads of events and requests, alerts are only queued.
 */
@NullMarked
package dev.lifeline.monitoring.internal.alert;

import org.jspecify.annotations.NullMarked;
