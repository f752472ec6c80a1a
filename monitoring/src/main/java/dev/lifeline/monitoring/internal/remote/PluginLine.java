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

    static PluginResult of(Finding finding, String remark, LatencyLimits limits) {
        int code = code(finding, limits);
        String text = text(finding, code) + remark;
        // The first bar starts the performance data.
        return new PluginResult(
                code,
                "LIFELINE " + WORDS.get(code) + " - " + text.replace('|', '/') + " | " + figures(finding, limits));
    }

    private static int code(Finding finding, LatencyLimits limits) {
        return switch (finding.state()) {
            case HEALTHY -> code(finding.took(), limits);
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

    private static String text(Finding finding, int code) {
        return switch (finding.state()) {
            case HEALTHY ->
                finding.detail()
                        + (code == PluginResult.OK ? "" : ", but the answer took " + seconds(finding.took()) + " s");
            case UNREACHABLE -> "service unreachable: " + finding.detail();
            case UNHEALTHY, UNKNOWN -> finding.detail();
        };
    }

    private static String figures(Finding finding, LatencyLimits limits) {
        String health = "healthy=" + (finding.state() == RemoteState.HEALTHY ? 1 : 0);
        boolean isAnswered = finding.verdict().status() > 0;
        return isAnswered
                ? "time=" + seconds(finding.took()) + "s;" + seconds(limits.warning()) + ";"
                        + seconds(limits.critical()) + ";0 " + health
                : health;
    }

    private static String seconds(@Nullable Duration time) {
        return time == null ? "" : String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e9);
    }
}
