package dev.lifeline.monitoring.remote;

import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.settings.SettingChecks;
import dev.lifeline.monitoring.internal.alert.Endpoint;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the remote monitor.
 *
 * @param endpoint endpoint to poll
 * @param every interval of polls while the service is healthy: 1 s to 24 h. Otherwise the interval is 5 s, or this one
 *     if it is shorter
 * @param timeout longest duration of a poll: 100 ms to 5 min
 * @param reconnect whether to ask an unhealthy service to reconnect
 * @param adminToken token for that request, or null
 * @param webhookUrl URL to which JSON with a text for Slack is posted when a problem has lasted for 5 s, again every 30
 *     min, and at its end; or null. A secret: messages contain only its scheme,
 *     host and port
 */
public record RemoteMonitorConfig(
        RemoteEndpoint endpoint,
        Duration every,
        Duration timeout,
        boolean reconnect,
        @Nullable String adminToken,
        @Nullable String webhookUrl) {

    /** Default interval. */
    public static final Duration DEFAULT_EVERY = Duration.ofSeconds(60);

    /** Default timeout. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    private static final String WEBHOOK = "webhook";
    private static final Duration MIN_EVERY = Duration.ofSeconds(1);
    private static final Duration MAX_EVERY = Duration.ofHours(24);
    private static final Duration MIN_TIMEOUT = Duration.ofMillis(100);
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(5);

    /** Characters that a header can contain; the service decides which of them it accepts. */
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    /**
     * @throws InvalidSettingsException if a setting is out of bounds, or the token contains invalid characters; the
     *     message never quotes the token
     */
    public RemoteMonitorConfig {
        new SettingChecks()
                .between("every", every, MIN_EVERY, MAX_EVERY)
                .between("timeout", timeout, MIN_TIMEOUT, MAX_TIMEOUT)
                .require(
                        adminToken == null || TOKEN.matcher(adminToken).matches(),
                        "the admin token must consist of visible ASCII characters, but has others (not shown)")
                .require(webhookUrl == null || Endpoint.isValid(webhookUrl), Endpoint.problem(WEBHOOK))
                .verify();
    }

    /** Returns the defaults: a poll every 60 s, a timeout of 10 s, no reconnect. */
    public static RemoteMonitorConfig of(RemoteEndpoint endpoint) {
        return new RemoteMonitorConfig(endpoint, DEFAULT_EVERY, DEFAULT_TIMEOUT, false, null, null);
    }

    @Override
    public String toString() {
        return "RemoteMonitorConfig[endpoint=" + endpoint + ", every=" + every + ", timeout=" + timeout + ", reconnect="
                + reconnect + ", adminToken=" + (adminToken == null ? "none" : "(hidden)") + ", webhookUrl="
                + (webhookUrl == null ? "none" : Endpoint.parse(WEBHOOK, webhookUrl)) + "]";
    }
}
