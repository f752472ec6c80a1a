package dev.lifeline.monitoring.internal.remote;

import dev.lifeline.monitoring.remote.LatencyLimits;
import dev.lifeline.monitoring.remote.PluginResult;
import dev.lifeline.monitoring.remote.RemoteState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line in the format of monitoring plugins: status, text, and performance data as {@code
 * label=value[unit];warn;crit;min}.
 */
final class PluginLine {
    private static final List<String> WORDS = List.of("OK", "WARNING", "CRITICAL", "UNKNOWN");

    private PluginLine() {}

    static PluginResult of(PollResult result, String remark, LatencyLimits limits) {
        int code = code(result, limits);
        String text = text(result, code) + remark;
        // The first bar starts the performance data.
        return new PluginResult(
                code, "LIFELINE " + WORDS.get(code) + " - " + text.replace('|', '/') + " | " + figures(result, limits));
    }

    private static int code(PollResult result, LatencyLimits limits) {
        return switch (result.state()) {
            case HEALTHY -> code(result.took(), limits);
            case UNHEALTHY, UNREACHABLE -> PluginResult.CRITICAL;
            case UNKNOWN -> PluginResult.UNKNOWN;
        };
    }

    private static int code(Duration took, LatencyLimits limits) {
        if (isBeyond(took, limits.critical())) {
            return PluginResult.CRITICAL;
        }
        return isBeyond(took, limits.warning()) ? PluginResult.WARNING : PluginResult.OK;
    }

    private static boolean isBeyond(Duration took, @Nullable Duration limit) {
        return limit != null && took.compareTo(limit) > 0;
    }

    private static String text(PollResult result, int code) {
        return switch (result.state()) {
            case HEALTHY ->
                result.detail()
                        + (code == PluginResult.OK ? "" : ", but the answer took " + seconds(result.took()) + " s");
            case UNREACHABLE -> "service unreachable: " + result.detail();
            case UNHEALTHY, UNKNOWN -> result.detail();
        };
    }

    private static String figures(PollResult result, LatencyLimits limits) {
        String health = "healthy=" + (result.state() == RemoteState.HEALTHY ? 1 : 0);
        boolean isAnswered = result.status().status() > 0;
        return isAnswered
                ? "time=" + seconds(result.took()) + "s;" + seconds(limits.warning()) + ";" + seconds(limits.critical())
                        + ";0 " + health
                : health;
    }

    private static String seconds(@Nullable Duration time) {
        return time == null ? "" : String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e9);
    }
}
