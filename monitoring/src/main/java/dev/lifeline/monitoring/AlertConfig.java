package dev.lifeline.monitoring;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.settings.SettingChecks;
import dev.lifeline.monitoring.internal.alert.Endpoint;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of outages, and when. The URLs are secrets: neither {@link #toString} nor a message shows more of them than
 * scheme, host and port. Safe for use by several threads.
 *
 * @param webhookUrl where JSON with a text as for Slack is posted ({@code alerts.webhook-url}), or null for nowhere
 * @param alertmanagerUrl where an Alertmanager is, without the path of its API ({@code alerts.alertmanager-url}), or null for
 *     nowhere
 * @param instance who tells ({@code alerts.instance}): 1 to 200 characters, none of them for control
 * @param after how long an outage lasts before anybody is told of it ({@code alerts.after}): 0 seconds to 1 hour, 5 seconds
 *     by default
 * @param reminder how long until it is told again, while it lasts ({@code alerts.reminder}): 1 minute to 24 hours, 30 minutes
 *     by default. An Alertmanager has a rhythm of its own.
 * @param timeout how long one attempt to tell may take ({@code alerts.timeout}): 100 milliseconds to 1 minute, 5 seconds by
 *     default
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

    /** The server is restarted within it, as a rule, and callers are held for longer. */
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

    /** Nobody is told. */
    public static AlertConfig none() {
        return new AlertConfig(null, null, "lifeline", DEFAULT_AFTER, DEFAULT_REMINDER, DEFAULT_TIMEOUT);
    }

    /** Alerts by this name that go to a webhook. */
    public static AlertConfig toWebhook(String url, String instance) {
        return new AlertConfig(url, null, instance, DEFAULT_AFTER, DEFAULT_REMINDER, DEFAULT_TIMEOUT);
    }

    /** Alerts by this name that go to an Alertmanager. */
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
