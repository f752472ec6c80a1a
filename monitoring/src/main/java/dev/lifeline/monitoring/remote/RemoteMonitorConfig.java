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
 * @param endpoint whom to ask
 * @param every the pause between two polls while all is well: 1 second to 24 hours. While it is not, the pause is 5 seconds,
 *     or this one if it is shorter
 * @param timeout how long an answer may take, all in all: 100 milliseconds to 5 minutes
 * @param reconnect whether a service whose database is not well is asked to connect anew
 * @param adminToken what it wants to see for that, or null
 * @param webhookUrl where JSON with a text as for Slack is posted when something is wrong for 5 seconds, again every 30 minutes,
 *     and when it is over; or null for nowhere. A secret, of which no more than scheme, host and port is ever shown
 */
public record RemoteMonitorConfig(
        RemoteEndpoint endpoint,
        Duration every,
        Duration timeout,
        boolean reconnect,
        @Nullable String adminToken,
        @Nullable String webhookUrl) {

    /** The pause and the timeout when nobody says otherwise. */
    public static final Duration DEFAULT_EVERY = Duration.ofSeconds(60);

    /** The timeout when nobody says otherwise. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    private static final String WEBHOOK = "webhook";
    private static final Duration MIN_EVERY = Duration.ofSeconds(1);
    private static final Duration MAX_EVERY = Duration.ofHours(24);
    private static final Duration MIN_TIMEOUT = Duration.ofMillis(100);
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(5);

    /** What a header can carry; which of it a service accepts is its own affair. */
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    /**
     * @throws InvalidSettingsException if a setting is out of bounds, or the token has other characters than a bearer token may
     *     have; the token is never quoted
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

    /** The settings when nobody says otherwise: a poll every 60 seconds, answers within 10 seconds, no reconnect. */
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
