/**
 * Alerts out of the process: which messages the connection's events are worth, and how they get to a webhook or an
 * Alertmanager. Nothing here is ever done on the thread of an event or of a request but to leave a message in a mailbox.
 */
@NullMarked
package dev.lifeline.monitoring.internal.alert;

import org.jspecify.annotations.NullMarked;
