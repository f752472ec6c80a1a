package dev.lifeline.monitoring;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.settings.SettingChecks;
import dev.lifeline.monitoring.internal.alert.Endpoint;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Receivers and timing of alerts. The URLs are secrets: {@link #toString} and messages contain only their scheme, host
 * and port. Immutable.
 *
 * @param webhookUrl URL to which JSON with a text for Slack is posted ({@code alerts.webhook-url}), or null
 * @param alertmanagerUrl base URL of an Alertmanager ({@code alerts.alertmanager-url}), or null
 * @param instance name of this process in alerts ({@code alerts.instance}): 1 to 200 characters, no control characters
 * @param after minimum duration of an outage before an alert is sent ({@code alerts.after}): 0 s to 1 h, by default 5 s
 * @param reminder interval of reminders during an outage ({@code alerts.reminder}): 1 min to 24 h, by default 30 min.
 *     An Alertmanager uses its own interval
 * @param timeout longest duration of one delivery attempt ({@code alerts.timeout}): 100 ms to 1 min, by default 5 s
 */
public record AlertConfig(
        @Nullable String webhookUrl,
        @Nullable String alertmanagerUrl,
        String instance,
        Duration after,
        Duration reminder,
        Duration timeout) {

    private static final String WEBHOOK_URL = "alerts.webhook-url";
    private static final String ALERTMANAGER_URL = "alerts.alertmanager-url";
    private static final Pattern INSTANCE = Pattern.compile("\\P{Cntrl}{1,200}");

    /** A server usually restarts within this time, and callers wait longer than that. */
    private static final Duration DEFAULT_AFTER = Duration.ofSeconds(5);

    private static final Duration DEFAULT_REMINDER = Duration.ofMinutes(30);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    /**
     * @throws InvalidSettingsException if a setting is out of bounds
     */
    public AlertConfig {
        requireNonNull(instance, "instance");
        new SettingChecks()
                .require(webhookUrl == null || Endpoint.isValid(webhookUrl), Endpoint.problem(WEBHOOK_URL))
                .require(
                        alertmanagerUrl == null || Endpoint.isValid(alertmanagerUrl),
                        Endpoint.problem(ALERTMANAGER_URL))
                .require(
                        alertmanagerUrl == null || !alertmanagerUrl.contains("?"),
                        ALERTMANAGER_URL + " must have no query, but has one (not shown)")
                .require(
                        INSTANCE.matcher(instance).matches() && !instance.isBlank(),
                        "alerts.instance must have 1 to 200 characters, none of them for control")
                .between("alerts.after", after, Duration.ZERO, Duration.ofHours(1))
                .between("alerts.reminder", reminder, Duration.ofMinutes(1), Duration.ofHours(24))
                .between("alerts.timeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(1))
                .verify();
    }

    /** Returns a configuration without receivers. */
    public static AlertConfig none() {
        return new AlertConfig(null, null, "lifeline", DEFAULT_AFTER, DEFAULT_REMINDER, DEFAULT_TIMEOUT);
    }

    /** Returns a configuration that sends alerts to a webhook. */
    public static AlertConfig toWebhook(String url, String instance) {
        return new AlertConfig(url, null, instance, DEFAULT_AFTER, DEFAULT_REMINDER, DEFAULT_TIMEOUT);
    }

    /** Returns a configuration that sends alerts to an Alertmanager. */
    public static AlertConfig toAlertmanager(String url, String instance) {
        return new AlertConfig(null, url, instance, DEFAULT_AFTER, DEFAULT_REMINDER, DEFAULT_TIMEOUT);
    }

    @Override
    public String toString() {
        return "AlertConfig[webhookUrl=" + shown(WEBHOOK_URL, webhookUrl) + ", alertmanagerUrl="
                + shown(ALERTMANAGER_URL, alertmanagerUrl) + ", instance=" + instance + ", after=" + after
                + ", reminder=" + reminder + ", timeout=" + timeout + "]";
    }

    private static String shown(String setting, @Nullable String url) {
        return url == null ? "none" : Endpoint.parse(setting, url).toString();
    }
}
